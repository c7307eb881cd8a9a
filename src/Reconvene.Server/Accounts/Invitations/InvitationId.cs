using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts.Invitations;

internal readonly record struct InvitationId(long Value) : IRowId<InvitationId>
{
    public static InvitationId Of(long value) => new(value);
}
