using System.CommandLine;
using Reconvene.Simulator;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Control.Worlds;

namespace Reconvene.Commands.Simulation;

/// <summary>How much the simulated accounts hold, and what their plan allows.</summary>
internal sealed class SimulatedWorld
{
    private readonly Option<string> _world = new("--world")
    {
        Description = "How much there is: a small world that is told in the simulator's README, or thousands of recordings.",
        DefaultValueFactory = _ => "small",
    };

    private readonly Option<int> _recordings = new("--recordings")
    {
        Description = "How many recordings a large world has.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => 10_000,
    };

    private readonly Option<int> _users = new("--users")
    {
        Description = "How many users a large world has.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => 50,
    };

    private readonly Option<int> _years = new("--years")
    {
        Description = "Over how many years a large world is spread.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => 3,
    };

    private readonly Option<bool> _phone = new("--phone")
    {
        Description = "The apps hold the scopes of Zoom Phone too.",
    };

    private readonly Option<int> _calls = new("--calls")
    {
        Description = "How many recorded phone calls a large world has.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<string?> _plan = new("--plan")
    {
        Description = "Refuses calls over the rate limits of this plan. No limits when left out.",
    };

    public SimulatedWorld()
    {
        _world.AcceptOnlyFromAmong("small", "large");
        _plan.AcceptOnlyFromAmong("free", "pro", "business");
    }

    public void AddTo(Command command)
    {
        command.Add(_world);
        command.Add(_recordings);
        command.Add(_users);
        command.Add(_years);
        command.Add(_phone);
        command.Add(_calls);
        command.Add(_plan);
    }

    public SimulatorOptions Apply(ParseResult parse, SimulatorOptions options) => options with
    {
        World = Enum.Parse<WorldKind>(parse.GetRequiredValue(_world), ignoreCase: true),
        LargeWorld = new LargeWorld
        {
            Recordings = parse.GetValue(_recordings),
            Users = parse.GetValue(_users),
            Years = parse.GetValue(_years),
            Calls = parse.GetValue(_calls),
        },
        WithPhoneScopes = parse.GetValue(_phone),
        Limits = parse.GetValue(_plan) is { } plan
            ? new LimitSettings { Plan = Enum.Parse<ZoomPlan>(plan, ignoreCase: true) }
            : null,
    };
}
