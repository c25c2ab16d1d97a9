namespace ZimCall.Core;

/// <summary>What a push to a member without a device online is to show (R-DEL-5). The rules look at nothing but the resource.</summary>
public sealed record PushContent
{
    /// <summary>The title shown.</summary>
    public string Title { get; init; } = "";

    /// <summary>The text shown.</summary>
    public string Content { get; init; } = "";

    /// <summary>What the app that receives the push is given.</summary>
    public string Payload { get; init; } = "";

    /// <summary>The push settings to use; at most 32 characters.</summary>
    public string ResourcesId { get; init; } = "";

    /// <summary>Groups notifications on the device.</summary>
    public string ThreadId { get; init; } = "";

    /// <summary>By how much the number on the app's icon changes; null when it does not.</summary>
    public int? BadgeIncrement { get; init; }

    /// <summary>How an iPhone shows the call; null when not given.</summary>
    public PushVoip? Voip { get; init; }

    /// <summary>The template that some phone makers require; null when not given.</summary>
    public PushTemplate? Template { get; init; }
}
