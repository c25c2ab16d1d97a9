using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>
/// The nextFlag of a query: names the last call of a page by its createTime and a few bits of its callID, so that the
/// next page starts right after it whatever has happened in between, on any node and after any restart (R-QRY-1).
/// </summary>
public static class CallCursor
{
    private const int TagBits = 20;

    /// <summary>The flag that continues after this call; never 0.</summary>
    public static long After(Call call) => (call.CreateTime << TagBits) | Tag(call.CallId);

    /// <summary>The createTime of the call that a flag names.</summary>
    public static long TimeOf(long flag) => flag >> TagBits;

    /// <summary>Whether a flag names this call.</summary>
    public static bool Names(long flag, long createTime, string callId) => flag == ((createTime << TagBits) | Tag(callId));

    /// <summary>FNV-1a, folded: the same in every process, as string.GetHashCode is not.</summary>
    private static long Tag(string callId)
    {
        var hash = 2166136261u;
        foreach (var character in callId)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return (hash ^ (hash >> TagBits)) & ((1 << TagBits) - 1);
    }
}
