using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts;

/// <summary>Who is to own the first tenant.</summary>
internal sealed record NewOwner(string Email, string Password, string? Name = null, string? Organisation = null)
{
    private const int LongestName = 200;

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

        CheckName("name", Name, errors);
        CheckName("organisation", Organisation, errors);
        return errors;
    }

    public override string ToString() => $"{nameof(NewOwner)} ***";

    private static void CheckName(string field, string? name, List<FieldError> errors)
    {
        if (name is null)
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl))
        {
            errors.Add(new(field, $"must have 1 to {LongestName} characters, none of them a control character."));
        }
    }
}
