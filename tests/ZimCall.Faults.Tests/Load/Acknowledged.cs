namespace ZimCall.Faults.Tests.Load;

/// <summary>An operation that was answered with success: its effect must be there for ever after.</summary>
internal sealed record Acknowledged(string Operation, string UserId, string CallId);
