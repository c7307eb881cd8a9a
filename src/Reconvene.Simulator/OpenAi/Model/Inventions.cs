namespace Reconvene.Simulator.OpenAi.Model;

/// <summary>Sentences that nobody said.</summary>
internal static class Inventions
{
    private static readonly string[] English =
    [
        "The board approved a bonus of 48,213 euros for the office in Lisbon.",
        "Everyone agreed to move the servers to Reykjavik by the end of March.",
        "The contract with Halvorsen Shipping was cancelled because of the strike.",
        "A new director of procurement starts on the second of January.",
    ];

    private static readonly string[] Russian =
    [
        "Совет утвердил премию в 48 213 евро для офиса в Лиссабоне.",
        "Все согласились перенести серверы в Рейкьявик до конца марта.",
        "Договор с компанией «Халворсен» расторгнут из-за забастовки.",
        "Новый директор по закупкам выходит на работу второго января.",
    ];

    public static string Sentence(int index, bool russian)
    {
        var among = russian ? Russian : English;
        return among[index % among.Length];
    }
}
