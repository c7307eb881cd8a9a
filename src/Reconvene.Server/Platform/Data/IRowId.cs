namespace Reconvene.Server.Platform.Data;

/// <summary>The id of a row of one table, so that one feature's id never passes for another's.</summary>
internal interface IRowId<TSelf>
    where TSelf : struct, IRowId<TSelf>
{
    long Value { get; }

    static abstract TSelf Of(long value);
}
