using ZimCall.Load.Client;

namespace ZimCall.Load.Flow;

/// <summary>Users who call each other, one call at a time.</summary>
internal sealed record Cast(LoadUser Caller, LoadUser[] Invitees)
{
    /// <summary>Pairs first, then groups.</summary>
    public static Cast[] Split(IReadOnlyList<LoadUser> users, int pairs, int groups, int groupSize)
    {
        var casts = new List<Cast>();
        var next = 0;
        for (var i = 0; i < pairs + groups; i++)
        {
            var size = i < pairs ? 2 : groupSize;
            casts.Add(new Cast(users[next], [.. users.Skip(next + 1).Take(size - 1)]));
            next += size;
        }

        return [.. casts];
    }
}
