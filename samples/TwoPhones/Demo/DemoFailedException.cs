namespace TwoPhones.Demo;

/// <summary>Something did not happen as it should.</summary>
internal sealed class DemoFailedException(string message) : Exception(message);
