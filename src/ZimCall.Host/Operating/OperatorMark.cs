using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ZimCall.Host;

/// <summary>
/// Marks the connections that come in at the operator's address: by its number a port cannot be told, for it may be a free one,
/// and a Host header says what its sender likes.
/// </summary>
internal sealed class OperatorMark
{
    private static readonly OperatorMark Instance = new();

    private OperatorMark()
    {
    }

    /// <summary>Marks every connection of a listener.</summary>
    public static void Use(ListenOptions listen) => listen.Use(static next => connection =>
    {
        connection.Features.Set(Instance);
        return next(connection);
    });

    /// <summary>Whether a request came in at the operator's address.</summary>
    public static bool IsOn(HttpContext context) => context.Features.Get<OperatorMark>() is not null;
}
