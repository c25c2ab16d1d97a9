namespace ZimCall.Extensions.Instances;

/// <summary>What an instance is to have besides its own options.</summary>
internal sealed class ZimSetup
{
    /// <summary>Who logs in when the host has started; null for nobody.</summary>
    public ZIMUserInfo? User { get; set; }

    /// <summary>Where tokens come from; null to log in by the appSign.</summary>
    public Func<IServiceProvider, string, CancellationToken, Task<string>>? GetToken { get; set; }

    /// <summary>What is done with the instance when it has been made.</summary>
    public Action<IServiceProvider, ZIM>? WhenCreated { get; set; }
}
