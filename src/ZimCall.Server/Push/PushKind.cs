namespace ZimCall.Server;

/// <summary>What a push tells of.</summary>
public enum PushKind
{
    /// <summary>An invitation: it rings.</summary>
    Invite = 0,

    /// <summary>The invitation was cancelled.</summary>
    Cancel = 1,

    /// <summary>A member quit the call.</summary>
    Quit = 2,

    /// <summary>The call was ended.</summary>
    End = 3,
}
