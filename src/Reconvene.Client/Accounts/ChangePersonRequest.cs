namespace Reconvene.Client.Accounts;

/// <summary>Gives a person another role; every token made before is refused from then on.</summary>
/// <param name="Role">What the person may do.</param>
public sealed record ChangePersonRequest(AccountRole Role);
