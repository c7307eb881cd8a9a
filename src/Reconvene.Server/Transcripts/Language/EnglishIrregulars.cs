using System.Collections.Frozen;

namespace Reconvene.Server.Transcripts.Language;

/// <summary>Forms of English words that no rule gives. Forms of two words ("left", "saw", "lives") are not among them.</summary>
internal static class EnglishIrregulars
{
    /// <summary>The word whose form it is; null when the rules know it.</summary>
    public static string? BaseOf(string form) => Bases.GetValueOrDefault(form);

    /// <summary>What ends as an inflected word does, and is none.</summary>
    public static bool KeepsItsEnd(string word) => Whole.Contains(word);

    private static readonly FrozenSet<string> Whole =
        """
        alias apparatus atlas bias bonus bus campus canvas census chorus christmas consensus corpus earring embed evening exceed
        focus genius herring indeed inning lens minus news outing plus proceed prospectus status succeed surplus texas virus
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Bases =
        """
        be: been were
        become: became
        begin: began begun
        break: broke broken
        bring: brought
        build: built
        buy: bought
        catch: caught
        child: children
        choose: chose chosen
        come: came
        criterion: criteria
        deal: dealt
        die: dying
        do: did does done
        draw: drawn drew
        drive: driven drove
        eat: ate eaten
        fall: fallen fell
        feel: felt
        fight: fought
        find: found
        fly: flew flown
        foot: feet
        forget: forgot forgotten
        get: got gotten
        give: gave given
        go: goes gone went
        grow: grew grown
        half: halves
        have: had has
        hear: heard
        hide: hid hidden
        hold: held
        keep: kept
        knife: knives
        know: knew known
        lead: led
        lie: lying
        lose: lost
        make: made
        man: men
        mean: meant
        meet: met
        mouse: mice
        pay: paid
        quiz: quizzes
        run: ran
        say: said
        see: seen
        seek: sought
        sell: sold
        send: sent
        shelf: shelves
        shoot: shot
        show: shown
        sit: sat
        sky: skies
        sleep: slept
        speak: spoke spoken
        spend: spent
        stand: stood
        steal: stole stolen
        take: taken took
        teach: taught
        tell: told
        think: thought
        thief: thieves
        throw: threw thrown
        tie: tying
        tooth: teeth
        understand: understood
        wake: woke woken
        wear: wore worn
        wife: wives
        win: won
        woman: women
        write: written wrote
        alias: aliases
        atlas: atlases
        bias: biases biased
        canvas: canvases
        gas: gases
        lens: lenses
        """.Split('\n').SelectMany(Pairs).ToFrozenDictionary(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return line[(colon + 1)..].Split([' ', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(form => KeyValuePair.Create(form, line[..colon]));
    }
}
