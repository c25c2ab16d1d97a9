using System.ComponentModel.DataAnnotations;

namespace BusinessServer;

/// <summary>The section ZimCall of appsettings.json. Secrets of a real app belong somewhere else.</summary>
internal sealed class BusinessOptions
{
    /// <summary>Where zimcall-server is.</summary>
    [Required]
    public Uri Server { get; set; } = null!;

    /// <summary>The app, as zimcall-server knows it.</summary>
    [Range(1, uint.MaxValue)]
    public uint AppId { get; set; }

    /// <summary>The app's ServerSecret, by which tokens are made. It never leaves this server.</summary>
    [Required, StringLength(32, MinimumLength = 32)]
    public string ServerSecret { get; set; } = "";

    /// <summary>How long the page's calls ring, in seconds.</summary>
    [Range(1, 600)]
    public uint RingSeconds { get; set; } = 30;

    /// <summary>What zimcall-server signs callbacks with.</summary>
    [Required, MinLength(16)]
    public string CallbackSecret { get; set; } = "";
}
