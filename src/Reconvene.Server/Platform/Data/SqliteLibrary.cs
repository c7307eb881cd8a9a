using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Reconvene.Server.Platform.Data;

/// <summary>
/// Loads the newer of the bundled engine and the system's own: the bundled one is old, and sleeps whole seconds on a
/// lock conflict.
/// </summary>
internal static class SqliteLibrary
{
    private const string BundledName = "e_sqlite3";
    private static readonly string[] SystemNames = ["libsqlite3.so.0", "libsqlite3.dylib", "winsqlite3.dll"];
    private static readonly Lazy<string> Loaded = new(Load);

    private delegate int VersionNumber();

    /// <summary>Chooses once per process; must come before the first connection.</summary>
    /// <returns>The version in use, with where it came from.</returns>
    public static string Choose() => Loaded.Value;

    private static string Load()
    {
        var provider = typeof(SQLite3Provider_e_sqlite3).Assembly;
        var bundled = Open(BundledName, provider);
        var system = SystemNames.Select(name => Open(name, assembly: null)).FirstOrDefault(found => found.Handle != 0);
        var newer = system.Version > bundled.Version ? system : bundled;
        NativeLibrary.SetDllImportResolver(provider, (name, _, _) => name == BundledName ? newer.Handle : 0);
        Batteries_V2.Init();
        var origin = newer.Handle == system.Handle ? "the system's" : "bundled";
        return string.Create(CultureInfo.InvariantCulture, $"{raw.sqlite3_libversion().utf8_to_string()} ({origin})");
    }

    private static (nint Handle, int Version) Open(string name, Assembly? assembly)
    {
        var found = assembly is null
            ? NativeLibrary.TryLoad(name, out var handle)
            : NativeLibrary.TryLoad(name, assembly, DllImportSearchPath.AssemblyDirectory, out handle);
        if (!found || !NativeLibrary.TryGetExport(handle, "sqlite3_libversion_number", out var export))
        {
            return default;
        }

        return (handle, Marshal.GetDelegateForFunctionPointer<VersionNumber>(export)());
    }
}
