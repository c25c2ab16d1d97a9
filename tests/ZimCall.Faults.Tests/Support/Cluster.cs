using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ZimCall.Faults.Tests.Support;

/// <summary>
/// Three nodes on one PostgreSQL database. The ways from node to node, and from each node to the database, can be cut.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly List<CuttableProxy> _links = [];
    private readonly List<CuttableProxy> _databaseLinks = [];
    private readonly List<Node> _nodes = [];

    private Cluster()
    {
    }

    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>The ways by which other nodes reach each node.</summary>
    public IReadOnlyList<CuttableProxy> Links => _links;

    /// <summary>The ways by which each node reaches the database.</summary>
    public IReadOnlyList<CuttableProxy> DatabaseLinks => _databaseLinks;

    /// <param name="postgres">Where the database is to be.</param>
    /// <param name="clocks">How far each node's clock is off; null for not at all.</param>
    public static async Task<Cluster> StartAsync(PostgresServer postgres, params string[]? clocks)
    {
        var database = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabaseAsync());
        var socket = new UnixDomainSocketEndPoint(Path.Combine(database.Host!, ".s.PGSQL.5432"));
        var cluster = new Cluster();
        for (var i = 0; i < 3; i++)
        {
            var (link, databaseLink) = (new CuttableProxy(), new CuttableProxy(socket));
            cluster._links.Add(link);
            cluster._databaseLinks.Add(databaseLink);
            cluster._nodes.Add(new Node(
                $"node{i}",
                "--store",
                string.Create(CultureInfo.InvariantCulture, $"postgres:Host=127.0.0.1;Port={databaseLink.Port};Database={database.Database};Username=postgres"),
                "--node-id", $"node{i}",
                "--node-address", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{link.Port}"),
                "--cluster-secret", "a secret that only the nodes of this test know")
            {
                RunBy = clocks is { Length: > 0 } ? WrongClock.By(clocks[i]) : [],
            });
        }

        try
        {
            for (var i = 0; i < 3; i++)
            {
                await cluster.StartAsync(i);
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync(int node)
    {
        await _nodes[node].StartAsync();
        _links[node].LeadTo([_nodes[node].EndPoint]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        foreach (var link in _links.Concat(_databaseLinks))
        {
            await link.DisposeAsync();
        }
    }
}
