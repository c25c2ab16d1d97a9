using System.Diagnostics;
using System.Net.NetworkInformation;

namespace ZimCall.Scenarios.Scale;

/// <summary>What a process holds that can be left behind.</summary>
internal static class Remains
{
    /// <summary>Threads of the process that are not the thread pool's.</summary>
    public static int OtherThreads()
    {
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        return process.Threads.Count - ThreadPool.ThreadCount;
    }

    /// <summary>TCP connections of this machine to or from a port.</summary>
    public static int Connections(int port) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Count(connection => connection.State is TcpState.Established or TcpState.CloseWait
            && (connection.LocalEndPoint.Port == port || connection.RemoteEndPoint.Port == port));
}
