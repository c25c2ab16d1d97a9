using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ZimCall.Server.Rpc;

/// <summary>
/// Looks at the first bytes of each connection of a clear-text HTTP/2 listener. Kestrel alone would wait more than two
/// minutes for the rest of a line from whatever speaks something else, a TLS client above all.
/// </summary>
public static class RpcPrefaceGuard
{
    /// <summary>How long a client may take to send HTTP/2's first 24 bytes: 10 s.</summary>
    public static readonly TimeSpan PrefaceTimeout = TimeSpan.FromSeconds(10);

    // How long a refused client may take to read its answer and close; closing first could destroy the answer on its way.
    private static readonly TimeSpan LingerTime = TimeSpan.FromSeconds(1);

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>
    /// Answers HTTP/1.x with 505 and a sentence, and closes whatever else is not HTTP/2, each with a log message (event 1004).
    /// For listeners that are set to <see cref="HttpProtocols.Http2"/> and have no TLS.
    /// </summary>
    /// <param name="listen">The listener.</param>
    /// <param name="timeout">How long the first bytes may take; null for <see cref="PrefaceTimeout"/>.</param>
    /// <returns>The listener.</returns>
    public static ListenOptions UseRpcPrefaceGuard(this ListenOptions listen, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(listen);
        var services = listen.ApplicationServices;
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("ZimCall.Server.Rpc");
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        listen.Use(next => async connection =>
        {
            var found = await LookAsync(connection, timeout ?? PrefaceTimeout, time);
            switch (found)
            {
                case Opening.Http2:
                    await next(connection);
                    return;
                case Opening.Nothing:
                    // Port scans and health checks of load balancers open and close connections; that is no news.
                    return;
                case Opening.Http1:
                    RpcLog.ConnectionRefused(logger, connection.RemoteEndPoint, "it speaks HTTP/1, this port HTTP/2 alone");
                    await AnswerHttp1Async(connection, time);
                    return;
                case Opening.Tls:
                    RpcLog.ConnectionRefused(logger, connection.RemoteEndPoint, "it speaks TLS, this port clear text");
                    return;
                case Opening.Slow:
                    RpcLog.ConnectionRefused(logger, connection.RemoteEndPoint, "it was silent");
                    return;
                default:
                    RpcLog.ConnectionRefused(logger, connection.RemoteEndPoint, "it does not speak HTTP/2");
                    return;
            }
        });
        return listen;
    }

    private enum Opening
    {
        Http2,
        Http1,
        Tls,
        Other,
        Nothing,
        Slow,
    }

    private static async Task<Opening> LookAsync(ConnectionContext connection, TimeSpan timeout, TimeProvider time)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        var input = connection.Transport.Input;
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(limit.Token);
                var opening = Judge(read.Buffer);

                // All stays unread for whoever is next; what was judged counts as examined only while more is needed.
                input.AdvanceTo(read.Buffer.Start, opening is null ? read.Buffer.End : read.Buffer.Start);
                if (opening is { } known)
                {
                    return known;
                }

                if (read.IsCompleted)
                {
                    return Opening.Nothing;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return Opening.Slow;
        }
        catch (Exception exception) when (exception is IOException or ConnectionResetException or ConnectionAbortedException)
        {
            return Opening.Nothing;
        }
    }

    /// <summary>What the first bytes are; null when more are needed.</summary>
    private static Opening? Judge(ReadOnlySequence<byte> buffer)
    {
        var bytes = buffer.Slice(0, Math.Min(buffer.Length, Preface.Length)).ToArray();
        if (Preface.StartsWith(bytes))
        {
            return bytes.Length == Preface.Length ? Opening.Http2 : null;
        }

        return bytes[0] switch
        {
            // A TLS record that holds a handshake.
            0x16 => Opening.Tls,

            // A method's name.
            >= (byte)'A' and <= (byte)'Z' => Opening.Http1,
            _ => Opening.Other,
        };
    }

    private static async Task AnswerHttp1Async(ConnectionContext connection, TimeProvider time)
    {
        const string words = "This is a ZimCall server: it speaks gRPC over HTTP/2, and was called with HTTP/1. Is there a proxy in between?\n";
        var answer = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 505 HTTP Version Not Supported\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: {words.Length}\r\n\r\n{words}");
        using var limit = new CancellationTokenSource(LingerTime, time);
        try
        {
            await connection.Transport.Output.WriteAsync(answer, limit.Token);
            await connection.Transport.Output.CompleteAsync();
            while (await connection.Transport.Input.ReadAsync(limit.Token) is { IsCompleted: false } read)
            {
                connection.Transport.Input.AdvanceTo(read.Buffer.End);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // It has had its time, or is gone.
        }
    }
}
