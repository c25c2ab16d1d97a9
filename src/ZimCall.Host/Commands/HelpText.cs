namespace ZimCall.Host;

/// <summary>What <c>--help</c> says before it lists the options.</summary>
internal static class HelpText
{
    public const string Description = """
        The ZimCall signaling server: call invitations for apps that use the ZimCall SDK.

        To try it on this machine:
          zimcall-server --dev

        To run it:
          zimcall-server --config /etc/zimcall/server.json

        where server.json has any of the options below, without their dashes, and a list of apps:
          {
            "urls": "https://0.0.0.0:7350",
            "tls-certificate": "/etc/zimcall/server.pem",
            "data": "/var/lib/zimcall",
            "apps": [ { "id": 1001, "app-sign": "<64 hexadecimal digits>", "server-secret": "<32 characters>" } ]
          }

        Before that, to see whether all is well:
          zimcall-server doctor --config /etc/zimcall/server.json

        Each option is also a variable of the environment: --heartbeat-timeout is ZIMCALL_HEARTBEAT_TIMEOUT. The command line
        comes before the environment, the environment before the file. Options can stand in a file of words too: @file.
        What is secret belongs into a file, for the list of processes shows the rest.

        Durations are written 500ms, 10s, 5m or 24h. Ctrl+C or SIGTERM ends it; the exit code is 0 then, and 1
        when it could not start.
        """;
}
