using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>Something a device is told of a call. What it carries beyond this is read from the call itself.</summary>
public abstract record CallEvent
{
    private CallEvent()
    {
    }

    /// <summary>OnCallInvitationCreated.</summary>
    public sealed record Created : CallEvent
    {
        /// <summary>The one value.</summary>
        public static Created Instance { get; } = new();
    }

    /// <summary>OnCallInvitationReceived.</summary>
    public sealed record Received : CallEvent
    {
        /// <summary>The one value.</summary>
        public static Received Instance { get; } = new();
    }

    /// <summary>OnCallUserStateChanged.</summary>
    /// <param name="Changed">The members that changed, in the call's order.</param>
    public sealed record UserStateChanged(ImmutableArray<Member> Changed) : CallEvent;

    /// <summary>OnCallInvitationCancelled.</summary>
    /// <param name="Inviter">Whose invitation it was, or who withdrew it.</param>
    /// <param name="ExtendedData">What the CallCancel carried.</param>
    public sealed record Cancelled(string Inviter, string ExtendedData) : CallEvent;

    /// <summary>OnCallInvitationTimeout.</summary>
    public sealed record TimedOut : CallEvent
    {
        /// <summary>The one value.</summary>
        public static TimedOut Instance { get; } = new();
    }

    /// <summary>OnCallInvitationEnded.</summary>
    public sealed record Ended : CallEvent
    {
        /// <summary>The one value.</summary>
        public static Ended Instance { get; } = new();
    }

    /// <summary>
    /// No event of the API: the device stops following the call and has to know it, although nobody is told anything
    /// (R-JOI-2, and the device that cancelled the whole call).
    /// </summary>
    public sealed record LetGo : CallEvent
    {
        /// <summary>The one value.</summary>
        public static LetGo Instance { get; } = new();
    }
}
