using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts;

/// <summary>Who is to own the first tenant.</summary>
internal sealed record NewOwner(
    string Email, string Password, string? Name = null, string? Organisation = null, string? Locale = null)
{
    public IReadOnlyList<FieldError> Check()
    {
        var errors = new List<FieldError>();
        if (!EmailAddress.IsPlausible(Email))
        {
            errors.Add(new("email", "must be an e-mail address such as ada@example.org."));
        }

        if (Passwords.Refuse(Password) is { } reason)
        {
            errors.Add(new("password", reason));
        }

        if (Name is not null && PersonName.Refuse(Name) is { } nameReason)
        {
            errors.Add(new("name", nameReason));
        }

        if (Organisation is not null && PersonName.Refuse(Organisation) is { } organisationReason)
        {
            errors.Add(new("organisation", organisationReason));
        }

        return errors;
    }

    public override string ToString() => $"{nameof(NewOwner)} ***";
}
