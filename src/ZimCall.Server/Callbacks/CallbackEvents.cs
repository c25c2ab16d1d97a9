using System.Collections.Immutable;

namespace ZimCall.Server;

/// <summary>The names of the events that callbacks tell of.</summary>
public static class CallbackEvents
{
    internal const string CallCreate = "call_create";
    internal const string CallInvite = "call_invite";
    internal const string CallAccept = "call_accept";
    internal const string CallReject = "call_reject";
    internal const string CallCancel = "call_cancel";
    internal const string CallTimeout = "call_timeout";
    internal const string UserAction = "user_action";
    internal const string CallReceived = "call_received";
    internal const string CallJoin = "call_join";
    internal const string CallQuit = "call_quit";
    internal const string CallEnd = "call_end";
    internal const string CallPush = "call_push";

    /// <summary>Those that ZIM has: a receiver that was written for ZIM knows no others.</summary>
    public static ImmutableArray<string> Zim { get; } =
        [CallCreate, CallInvite, CallAccept, CallReject, CallCancel, CallTimeout, UserAction];

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } = [.. Zim, CallReceived, CallJoin, CallQuit, CallEnd, CallPush];
}
