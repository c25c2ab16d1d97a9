namespace ZimCall.Storage.Writing;

/// <summary>A call's row before a change.</summary>
/// <param name="Id">The row.</param>
/// <param name="Revision">The call's revision.</param>
/// <param name="Body">The call.</param>
/// <param name="FullHistory">The call's history, if it has no room (<see cref="Format.HistoryFormat.RoomBytes"/>); else null.</param>
internal sealed record StoredRow(long Id, long Revision, byte[] Body, byte[]? FullHistory);
