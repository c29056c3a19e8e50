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

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new InvalidOperationException($"'{path}' holds no EC key. Delete it, and the server makes a new one.", e);
        }
        return new DevelopmentKey(key);
    }

    // Whole under a name of its own first, then linked to the real one: nobody ever reads half a key.
    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        var draft = $"{path}.{Guid.NewGuid():N}";
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        using (var file = new FileStream(draft, DraftOptions()))
        using (var writer = new StreamWriter(file))
            writer.Write(key.ExportPkcs8PrivateKeyPem());
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft); // another process was first
        }
    }

    private static FileStreamOptions DraftOptions()
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
