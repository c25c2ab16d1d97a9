using System.Collections.Immutable;
using Google.Protobuf;
using ZimCall.Core;
using ZimCall.Server;

namespace ZimCall.Storage.Format;

/// <summary>Calls to bytes and back. What later versions have added to a call is left alone.</summary>
internal static class CallFormat
{
    /// <summary>The format that this program writes, and the highest that it reads.</summary>
    public const uint Current = 1;

    public static byte[] Write(Call call)
    {
        var stored = new StoredCall
        {
            Format = Current,
            Caller = call.Caller,
            Mode = (int)call.Mode,
            ExtendedData = call.ExtendedData,
            TimeoutSeconds = call.TimeoutSeconds,
            ChecksReceipt = call.ChecksReceipt,
            CreateTime = call.CreateTime,
            Revision = call.Revision,
            EndReason = (int)call.EndReason,
            EndTime = call.EndTime,
            EndedBy = call.EndedBy,
            EndData = call.EndData,
        };
        stored.Members.Capacity = call.Members.Length;
        foreach (var member in call.Members)
        {
            stored.Members.Add(Write(member));
        }

        return stored.ToByteArray();
    }

    /// <exception cref="CallStoreException">The bytes are damaged, or of a later format.</exception>
    public static Call Read(string callId, byte[] bytes)
    {
        StoredCall stored;
        try
        {
            stored = StoredCall.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new CallStoreException($"Call {callId} is damaged in the database", exception);
        }

        if (stored.Format is 0 or > Current)
        {
            throw new CallStoreException($"Call {callId} is stored in format {stored.Format}; this program reads formats 1 to {Current}");
        }

        return new Call
        {
            CallId = callId,
            Caller = stored.Caller,
            Mode = (CallMode)stored.Mode,
            ExtendedData = stored.ExtendedData,
            TimeoutSeconds = stored.TimeoutSeconds,
            ChecksReceipt = stored.ChecksReceipt,
            CreateTime = stored.CreateTime,
            Revision = stored.Revision,
            Members = [.. stored.Members.Select(Read)],
            EndReason = (EndReason)stored.EndReason,
            EndTime = stored.EndTime,
            EndedBy = stored.EndedBy,
            EndData = stored.EndData,
        };
    }

    private static StoredMember Write(Member member) => new()
    {
        UserId = member.UserId,
        State = (int)member.State,
        Inviter = member.Inviter,
        ExtendedData = member.ExtendedData,
        Revision = member.Revision,
        InvitedRevision = member.InvitedRevision,
        WasPushed = member.WasPushed,
        Deadline = member.Deadline,
        ReceiptCheckAt = member.ReceiptCheckAt,
        AcceptTime = member.AcceptTime,
        QuitTime = member.QuitTime,
        PrimaryDevice = member.PrimaryDevice,
        AbsenceEndsAt = member.AbsenceEndsAt,
        Withdrawal = member.Withdrawal is { } withdrawal
            ? new StoredWithdrawal { Emptied = withdrawal.Emptied, ExtendedData = withdrawal.ExtendedData }
            : null,
    };

    private static Member Read(StoredMember stored) => new()
    {
        UserId = stored.UserId,
        State = (MemberState)stored.State,
        Inviter = stored.Inviter,
        ExtendedData = stored.ExtendedData,
        Revision = stored.Revision,
        InvitedRevision = stored.InvitedRevision,
        WasPushed = stored.WasPushed,
        Deadline = stored.Deadline,
        ReceiptCheckAt = stored.ReceiptCheckAt,
        AcceptTime = stored.AcceptTime,
        QuitTime = stored.QuitTime,
        PrimaryDevice = stored.PrimaryDevice,
        AbsenceEndsAt = stored.AbsenceEndsAt,
        Withdrawal = stored.Withdrawal is { } withdrawal ? new Withdrawal(withdrawal.Emptied, withdrawal.ExtendedData) : null,
    };
}
