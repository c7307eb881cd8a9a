using System.Security.Cryptography;

namespace Reconvene.Server.Platform.Secrets;

/// <summary>
/// Where the master key comes from: <c>RECONVENE_MASTER_KEY</c> (base64 of 32 bytes; several, separated by commas, while
/// changing from one to the next), else the file <c>master.key</c> in the data folder, made on the first start.
/// </summary>
internal static class MasterKeyFile
{
    public const string FileName = "master.key";

    /// <summary>Reads the keys; null when there are none yet.</summary>
    public static MasterKeys? Read(string dataFolder, string? setting)
    {
        var path = Path.Combine(dataFolder, FileName);
        var text = !string.IsNullOrWhiteSpace(setting) ? setting : File.Exists(path) ? File.ReadAllText(path) : null;
        return text is null
            ? null
            : new MasterKeys([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Decode)]);
    }

    /// <summary>Makes the file. Only for a database in which nothing is sealed yet.</summary>
    public static MasterKeys Make(string dataFolder)
    {
        var key = RandomNumberGenerator.GetBytes(MasterKeys.KeyBytes);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(Path.Combine(dataFolder, FileName), options))
        using (var writer = new StreamWriter(file))
        {
            writer.WriteLine(Convert.ToBase64String(key));
            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        return new MasterKeys([key]);
    }

    private static byte[] Decode(string text)
    {
        var key = new byte[MasterKeys.KeyBytes];
        return Convert.TryFromBase64String(text, key, out var written) && written is MasterKeys.KeyBytes
            ? key
            : throw new StartRefusedException(
                $"A master key is not valid: expected the base64 text of {MasterKeys.KeyBytes} bytes (make one with `openssl rand -base64 32`), in RECONVENE_MASTER_KEY or in {FileName}.");
    }
}
