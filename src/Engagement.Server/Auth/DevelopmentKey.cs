using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Engagement.Server.Auth;

/// <summary>
/// The key that a server in Development makes for itself, once per storage directory: an EC key on P-256 (ES256) in a
/// file that only its owner may read.
/// </summary>
internal sealed class DevelopmentKey
{
    private const string FileName = "development-key.pem";
    private const int MostTries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private DevelopmentKey(ECDsa key)
    {
        Private = new ECDsaSecurityKey(key);
        var point = ECDsa.Create(key.ExportParameters(includePrivateParameters: false));
        Public = new ECDsaSecurityKey(point);
        Private.KeyId = Public.KeyId = Base64UrlEncoder.Encode(Public.ComputeJwkThumbprint());
    }

    internal ECDsaSecurityKey Private { get; }

    internal ECDsaSecurityKey Public { get; }

    /// <summary>Reads the key of a directory, which is made with it if need be. Of several that make one at once, one wins.</summary>
    /// <param name="directory">Of the server's data.</param>
    /// <exception cref="InvalidOperationException">Others than its owner may touch the file, or it holds no such key.</exception>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static DevelopmentKey LoadOrCreate(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
            Create(path);
        RefuseIfShared(path);

        for (var tries = MostTries; ; tries--)
        {
            var key = ECDsa.Create();
            try
            {
                key.ImportFromPem(File.ReadAllText(path));
                return new DevelopmentKey(key);
            }
            catch (Exception e) when (e is ArgumentException or CryptographicException)
            {
                key.Dispose();
                if (tries == 0)
                    throw new InvalidOperationException($"'{path}' holds no EC key. Delete it, and the server makes a new one.", e);
                Thread.Sleep(Pause); // another process may be writing it
            }
        }
    }

    /// <summary>Only creating a file is one step for all processes; renaming one that must not be there is two on some systems.</summary>
    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        try
        {
            using var file = new FileStream(path, NewFile());
            using var writer = new StreamWriter(file);
            writer.Write(key.ExportPkcs8PrivateKeyPem());
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first.
        }
    }

    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }

    private static void RefuseIfShared(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            throw new InvalidOperationException(
                $"'{path}' can be read or changed by others than its owner: chmod 600 it, or delete it for a new key.");
    }
}
