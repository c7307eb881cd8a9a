using System.Globalization;

namespace Reconvene.Server.Platform.OpenAi;

/// <summary>A server answers more than anybody would read.</summary>
internal sealed class AnswerTooLargeException(long mostBytes) : IOException(
    string.Create(CultureInfo.InvariantCulture, $"The answer has more than {mostBytes >> 20} MiB."));
