using System.Collections.Immutable;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>Adds to commands what the rules cannot know: who was ever registered (R-INV-5), and the server's choices.</summary>
internal sealed class CommandFacts(ZimCallServerOptions options, ICallStore store, SessionRegistry sessions, PushService push)
{
    public async ValueTask<CallCommand> AddAsync(uint appId, CallCommand command) => command switch
    {
        CallCommand.Invite invite => invite with
        {
            Unregistered = await FindUnregisteredAsync(appId, invite.Invitees),
            CallerIsAbsent = invite.DeviceId.Length == 0 && !await sessions.IsOnlineAsync(new UserKey(appId, invite.UserId)),
            CallerMustBeFree = !options.AllowInviteWhileInCall,
            Pushed = await FindPushedAsync(appId, invite, invite.Invitees),
        },
        CallCommand.InviteMore more => more with
        {
            Unregistered = await FindUnregisteredAsync(appId, more.Invitees),
            Pushed = await FindPushedAsync(appId, more, more.Invitees),
        },
        _ => command,
    };

    /// <summary>Who has no device online, if anybody is to be told by push (R-DEL-5).</summary>
    private ValueTask<ImmutableHashSet<string>> FindPushedAsync(uint appId, CallCommand command, ImmutableArray<string> invitees) =>
        command.Push is not null && push.Serves(appId) && invitees.Distinct().ToImmutableArray() is { Length: <= Limits.MaxInvitees } distinct
            ? sessions.FindOfflineAsync(appId, distinct)
            : ValueTask.FromResult<ImmutableHashSet<string>>([]);

    /// <summary>Malformed names make the rules refuse the whole; a store need not be able to take them.</summary>
    private ValueTask<ImmutableHashSet<string>> FindUnregisteredAsync(uint appId, ImmutableArray<string> invitees) =>
        options.RequireRegisteredInvitees && !invitees.IsEmpty && invitees.All(Limits.IsUserId)
            ? store.FindUnregisteredAsync(appId, invitees, CancellationToken.None)
            : ValueTask.FromResult<ImmutableHashSet<string>>([]);
}
