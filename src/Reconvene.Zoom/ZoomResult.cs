using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Zoom;

/// <summary>What Zoom answered: <see cref="Ok"/> or <see cref="Failed"/>, and nothing else.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The two outcomes are the type; nesting closes the family.")]
public abstract record ZoomResult<T>
{
    private ZoomResult()
    {
    }

    /// <summary>The call succeeded.</summary>
    /// <param name="Value">What it answered.</param>
    public sealed record Ok(T Value) : ZoomResult<T>;

    /// <summary>The call failed.</summary>
    /// <param name="Failure">Why, and whether waiting helps.</param>
    public sealed record Failed(ZoomFailure Failure) : ZoomResult<T>;
}

/// <summary>Makes <see cref="ZoomResult{T}"/> values without naming the type.</summary>
public static class ZoomResult
{
    /// <summary>A success.</summary>
    public static ZoomResult<T> Ok<T>(T value) => new ZoomResult<T>.Ok(value);

    /// <summary>A failure.</summary>
    public static ZoomResult<T> Failed<T>(ZoomFailure failure) => new ZoomResult<T>.Failed(failure);
}
