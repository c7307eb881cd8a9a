namespace Reconvene.Simulator.Zoom.Phone.Worlds;

/// <summary>One end of a call. Numbers of type 1 are extensions of the account, those of type 2 come from outside.</summary>
internal sealed record PhoneParty(string Name, string Number, int NumberType);
