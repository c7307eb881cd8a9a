namespace Reconvene.Zoom;

/// <summary>A text that must not be printed: <see cref="ToString"/> says <c>***</c>, only <see cref="Reveal"/> gives it.</summary>
public readonly record struct Secret
{
    private readonly string? _value;

    /// <summary>Wraps the text.</summary>
    public Secret(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Whether there is nothing inside.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(_value);

    // A line break or a space in a header value would throw, or smuggle a second header.
    internal bool IsHeaderSafe => !IsEmpty && _value!.All(static c => c is > ' ' and < '\u007f');

    /// <summary>The text itself, for the one place that sends or seals it.</summary>
    public string Reveal() => _value ?? string.Empty;

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";
}
