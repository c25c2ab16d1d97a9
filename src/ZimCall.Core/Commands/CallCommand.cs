using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>
/// Something that happens to a call: an operation of a user, or a fact that the server observed. Whatever the decision
/// needs from outside the call (who is registered, who is in another call) comes with the command as a fact.
/// </summary>
public abstract record CallCommand
{
    private CallCommand()
    {
    }

    /// <summary>The operation this is, or null for a fact.</summary>
    public abstract Operation? Operation { get; }

    /// <summary>The user who acts, or of whom the fact speaks; empty for time.</summary>
    public string UserId { get; init; } = "";

    /// <summary>The device the operation comes from; empty for the server API.</summary>
    public string DeviceId { get; init; } = "";

    /// <summary>What the operation carries for the others; at most 2,048 bytes of UTF-8.</summary>
    public string ExtendedData { get; init; } = "";

    /// <summary>What a push to those without a device online is to show; null for no push (R-DEL-5).</summary>
    public PushContent? Push { get; init; }

    /// <summary>CallInvite: creates the call.</summary>
    public sealed record Invite : CallCommand
    {
        /// <inheritdoc/>
        public override Operation? Operation => Core.Operation.CallInvite;

        /// <summary>The name of the new call.</summary>
        public required string CallId { get; init; }

        /// <summary>The mode asked for; anything but the two known modes is refused.</summary>
        public CallMode Mode { get; init; }

        /// <summary>Whom to invite, duplicates allowed.</summary>
        public required ImmutableArray<string> Invitees { get; init; }

        /// <summary>Ring time in seconds; 0 for the default (R-INV-3).</summary>
        public long TimeoutSeconds { get; init; }

        /// <summary>Whether undelivered invitations become NotYetReceived.</summary>
        public bool ChecksReceipt { get; init; }

        /// <summary>Whether the caller must not be in another call: the server's choice (R-INV-4).</summary>
        public bool CallerMustBeFree { get; init; } = true;

        /// <summary>Fact: the caller is in another call.</summary>
        public bool CallerIsInACall { get; init; }

        /// <summary>Fact: the caller has no device online; the server API created the call for it.</summary>
        public bool CallerIsAbsent { get; init; }

        /// <summary>Fact: those invitees who were never registered (R-INV-5).</summary>
        public ImmutableHashSet<string> Unregistered { get; init; } = [];

        /// <summary>Fact: those invitees who are told by push, having no device online (R-DEL-5).</summary>
        public ImmutableHashSet<string> Pushed { get; init; } = [];
    }

    /// <summary>CallCancel.</summary>
    /// <param name="Invitees">Whose invitations to withdraw; empty for the whole call.</param>
    public sealed record Cancel(ImmutableArray<string> Invitees) : CallCommand
    {
        /// <inheritdoc/>
        public override Operation? Operation => Core.Operation.CallCancel;
    }

    /// <summary>CallAccept.</summary>
    public sealed record Accept : CallCommand
    {
        /// <inheritdoc/>
        public override Operation? Operation => Core.Operation.CallAccept;
    }

    /// <summary>CallReject.</summary>
    public sealed record Reject : CallCommand
    {
        /// <inheritdoc/>
        public override Operation? Operation => Core.Operation.CallReject;
    }

    /// <summary>CallingInvite.</summary>
    /// <param name="Invitees">Whom to invite, duplicates allowed.</param>
    public sealed record InviteMore(ImmutableArray<string> Invitees) : CallCommand
    {
        /// <inheritdoc/>
        public override Operation? Operation => Core.Operation.CallingInvite;

        /// <summary>Fact: those invitees who were never registered (R-INV-5).</summary>
        public ImmutableHashSet<string> Unregistered { get; init; } = [];

        /// <summary>Fact: those invitees who are told by push, having no device online (R-DEL-5).</summary>
        public ImmutableHashSet<string> Pushed { get; init; } = [];
    }

    /// <summary>CallJoin.</summary>
    public sealed record Join : CallCommand
    {
        /// <inheritdoc/>
        public override Operation? Operation => Core.Operation.CallJoin;
    }

    /// <summary>CallQuit.</summary>
    public sealed record Quit : CallCommand
    {
        /// <inheritdoc/>
        public override Operation? Operation => Core.Operation.CallQuit;
    }

    /// <summary>CallEnd.</summary>
    public sealed record End : CallCommand
    {
        /// <inheritdoc/>
        public override Operation? Operation => Core.Operation.CallEnd;
    }

    /// <summary>Fact: a device of the user has the invitation (R-DEL-1).</summary>
    public sealed record Delivered : CallCommand
    {
        /// <inheritdoc/>
        public override Operation? Operation => null;
    }

    /// <summary>Fact: the user's last device logged out or fell silent (R-GONE-1, R-GONE-2).</summary>
    public sealed record UserGone : CallCommand
    {
        /// <inheritdoc/>
        public override Operation? Operation => null;
    }

    /// <summary>Fact: the user has a device online again.</summary>
    public sealed record UserBack : CallCommand
    {
        /// <inheritdoc/>
        public override Operation? Operation => null;
    }

    /// <summary>Fact: time has passed.</summary>
    public sealed record TimePassed : CallCommand
    {
        /// <inheritdoc/>
        public override Operation? Operation => null;

        /// <summary>The one value.</summary>
        public static TimePassed Instance { get; } = new();
    }
}
