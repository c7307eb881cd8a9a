using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Reconvene.Server.Accounts.Invitations;
using Reconvene.Server.Accounts.Oidc;
using Reconvene.Server.Accounts.People;
using Reconvene.Server.Accounts.Tenants;
using Reconvene.Server.Platform;

namespace Reconvene.Server.Accounts;

/// <summary>Tenants, people and keys: who may ask.</summary>
internal static class AccountsFeature
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(PasswordCost.Default);
        services.AddSingleton<Passwords>();
        services.AddSingleton<SetupCode>();
        services.AddSingleton(provider => new Lazy<SetupCode>(provider.GetRequiredService<SetupCode>));
        services.AddPreparation<AnnounceSetup>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<SignInDelays>();
        services.AddSingleton<UserQueries>();
        services.AddSingleton<UserStore>();
        services.AddSingleton<ApiKeyQueries>();
        services.AddSingleton<ApiKeyStore>();
        services.AddSingleton<CallerProof>();
        services.AddSingleton<CompleteSetup>();
        services.AddSingleton<LogIn>();
        services.AddSingleton<SignIns>();
        services.AddSingleton<ChangePassword>();
        services.AddSingleton<LoginAnswers>();
        services.AddSingleton<MakeApiKey>();
        AddPeople(services);
        AddTenants(services);
        services.AddOidc();

        services.AddAuthentication(CallerAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, CallerAuthentication>(CallerAuthentication.SchemeName, null);
        services.Configure<AuthorizationOptions>(Policies.Add);
    }

    public static void MapAccounts(this WebApplication app)
    {
        app.MapAuth();
        app.MapApiKeys();
        app.MapMe();
        app.MapPeople();
        app.MapInvitations();
        app.MapTenants();
    }

    private static void AddPeople(IServiceCollection services)
    {
        services.AddSingleton<PeopleStore>();
        services.AddSingleton<ChangeMe>();
        services.AddSingleton<ChangeRole>();
        services.AddSingleton<ChangeOperator>();
        services.AddSingleton<RemovePerson>();
        services.AddSingleton<InvitationQueries>();
        services.AddSingleton<InvitationStore>();
        services.AddSingleton<Invite>();
        services.AddSingleton<EndInvitation>();
        services.AddSingleton<AcceptInvitation>();
    }

    private static void AddTenants(IServiceCollection services)
    {
        services.AddSingleton<TenantQueries>();
        services.AddSingleton<TenantStore>();
        services.AddSingleton<MakeTenant>();
        services.AddSingleton<RenameTenant>();
        services.AddSingleton<InviteFirstOwner>();
    }
}
