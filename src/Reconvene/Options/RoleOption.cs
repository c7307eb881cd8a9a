using System.CommandLine;
using Reconvene.Client.Accounts;

namespace Reconvene.Options;

/// <summary><c>--role</c>.</summary>
internal sealed class RoleOption
{
    private readonly Option<string> _role;

    private RoleOption(AccountRole? usual)
    {
        _role = new Option<string>("--role")
        {
            Description = "What the person may do: viewer, editor or owner.",
            HelpName = "ROLE",
            Required = usual is null,
        };
        if (usual is { } role)
        {
            _role.DefaultValueFactory = _ => NameOf(role);
        }

        _role.AcceptOnlyFromAmong([.. Enum.GetValues<AccountRole>().Select(NameOf)]);
    }

    /// <summary>Required when there is no usual one.</summary>
    public static RoleOption AddTo(Command command, AccountRole? usual = null)
    {
        var option = new RoleOption(usual);
        command.Add(option._role);
        return option;
    }

    public AccountRole Read(ParseResult parse) => Enum.Parse<AccountRole>(parse.GetRequiredValue(_role), ignoreCase: true);

    /// <summary>As people write it.</summary>
    public static string NameOf(AccountRole role) => role switch
    {
        AccountRole.Owner => "owner",
        AccountRole.Editor => "editor",
        _ => "viewer",
    };
}
