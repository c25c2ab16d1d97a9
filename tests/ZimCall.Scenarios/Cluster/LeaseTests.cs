namespace ZimCall.Scenarios.Cluster;

/// <summary>A node knows whether the others take it for alive; load balancers ask it.</summary>
public sealed class LeaseTests : ClusterTest
{
    [Fact]
    public async Task A_node_that_cannot_renew_its_lease_says_so_until_it_can_again()
    {
        Backend.Backends.Should().OnlyContain(static node => node.HoldsLease);
        IsDirectoryDown = true;
        await AdvanceAsync(6);
        Backend.Backends.Should().OnlyContain(static node => node.HoldsLease, "it is good for ten seconds");
        await AdvanceAsync(5);
        Backend.Backends.Should().OnlyContain(static node => !node.HoldsLease);
        IsDirectoryDown = false;
        await AdvanceAsync(2);
        Backend.Backends.Should().OnlyContain(static node => node.HoldsLease);
    }
}
