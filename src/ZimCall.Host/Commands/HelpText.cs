namespace ZimCall.Host;

/// <summary>What <c>--help</c> says before it lists the options.</summary>
internal static class HelpText
{
    public const string Description = """
        The ZimCall signaling server: call invitations for apps that use the ZimCall SDK.

        To try it on this machine:
          zimcall-server --dev

        To run it, with TLS:
          zimcall-server --urls https://0.0.0.0:7350 --tls-certificate server.pem --tls-key server.key --data /var/lib/zimcall @apps.txt

        To run it as one of several nodes behind one address, that share a PostgreSQL database:
          zimcall-server --urls https://0.0.0.0:7350 --tls-certificate server.pem --node-address https://node1.internal:7350 @apps.txt @cluster.txt

        where cluster.txt holds --store and --cluster-secret, and apps.txt one line for each app, so that no secret shows in the list
        of processes:
          --app 1001:<AppSign, 64 hexadecimal digits>:<ServerSecret, 32 characters>

        Durations are written 500ms, 10s, 5m or 24h. Ctrl+C or SIGTERM ends it; the exit code is 0 then, and 1
        when it could not start.
        """;
}
