namespace ZimCall.Core;

/// <summary>How an iPhone shows a call that arrives by push.</summary>
/// <param name="HandleType">1 any text, 2 a phone number, 3 an e-mail address.</param>
/// <param name="HandleValue">Who is calling, as the phone knows them.</param>
/// <param name="HasVideo">Whether it is a video call.</param>
public sealed record PushVoip(int HandleType, string HandleValue, bool HasVideo);
