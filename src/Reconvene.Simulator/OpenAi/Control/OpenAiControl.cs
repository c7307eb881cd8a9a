namespace Reconvene.Simulator.OpenAi.Control;

/// <summary>Scripts the stand-in for models. The same is offered over HTTP under <c>/_control</c>.</summary>
public sealed class OpenAiControl
{
    private readonly ModelState _state;

    internal OpenAiControl(ModelState state) => _state = state;

    /// <summary>How calls are answered that no rule takes. Good at the start.</summary>
    public ModelRule Behaviour
    {
        get => _state.Behaviours.Default;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Check(value);
            _state.Behaviours.Default = value;
        }
    }

    /// <summary>The rules in force, used up or not.</summary>
    public IReadOnlyList<ModelRule> Rules => _state.Behaviours.Rules;

    /// <summary>How many tokens prompt and answer may have together.</summary>
    public int ContextTokens
    {
        get => _state.ContextTokens;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _state.ContextTokens = value;
        }
    }

    /// <summary>The recordings whose sound it knows.</summary>
    public IReadOnlyList<HeardRecording> Heard
    {
        get => _state.Heard;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _state.Heard = value;
        }
    }

    /// <summary>Every request seen since the start or since they were cleared.</summary>
    public IReadOnlyList<ModelRequest> Requests => _state.Journal.Requests;

    /// <summary>The tokens of all these requests that were answered: of prompts and completions together.</summary>
    public long TokensUsed => Requests.Where(request => request.Status == 200).Sum(request => (long)request.PromptTokens + request.CompletionTokens);

    /// <summary>Adds a rule after those already there; the first that is due takes a call.</summary>
    public void AddRule(ModelRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        Check(rule);
        _state.Behaviours.Add(rule);
    }

    /// <summary>Removes all rules, is good again, and lets go of calls that hang.</summary>
    public void ClearRules()
    {
        _state.Behaviours.Clear();
        LetGo();
    }

    /// <summary>Ends the connections of calls that hang.</summary>
    public void LetGo() => _state.LetGo();

    /// <summary>Forgets the requests seen so far.</summary>
    public void ClearRequests() => _state.Journal.Clear();

    /// <summary>Waits until a request has been seen for which the condition holds; it may not have been answered yet.</summary>
    public Task<ModelRequest> WaitForRequestAsync(Func<ModelRequest, bool> wanted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return _state.Journal.WaitForAsync(wanted, cancellation);
    }

    private static void Check(ModelRule rule)
    {
        if (rule is { Behaviour: ModelBehaviour.Fixed, Answer: null })
        {
            throw new ArgumentException("A fixed answer needs 'answer': say what it is.", nameof(rule));
        }
    }
}
