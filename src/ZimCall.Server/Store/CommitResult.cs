namespace ZimCall.Server;

/// <summary>What came of a commit.</summary>
public enum CommitResult
{
    /// <summary>The change is stored, as durably as the store is.</summary>
    Committed,

    /// <summary>The call is not at the expected revision; nothing was stored. Load it and decide again.</summary>
    Conflict,

    /// <summary>The caller is in another call; nothing was stored.</summary>
    CallerIsInACall,

    /// <summary>The commit's receipt was stored before: the request is a copy of one that was carried out. Nothing was stored.</summary>
    AlreadyDone,
}
