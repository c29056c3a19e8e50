using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Engagement.Server.Auth;

/// <summary>
/// The keys of a JWKS file, looked at again at most once a second, and at once for an unknown key. The file's time and
/// length tell of a change, which also holds for files that are links to other places, as in mounted secrets. Keys that
/// are not RSA or EC are passed over.
/// </summary>
/// <param name="path">Existing and readable at the start.</param>
/// <param name="time">For the second between two looks.</param>
/// <param name="logger">Hears of a change and of a file that cannot be read.</param>
internal sealed partial class JwksFile(string path, TimeProvider time, ILogger<JwksFile> logger)
    : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private OpenIdConnectConfiguration _keys = new();
    private (DateTime WrittenAt, long Length) _seen;
    private long? _lookedAt;

    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            if (_lookedAt is not { } then || time.GetElapsedTime(then) >= BetweenLooks)
                Look();
            return Task.FromResult(_keys);
        }
    }

    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) =>
        await GetConfigurationAsync(cancel);

    public override void RequestRefresh()
    {
        lock (_gate)
            Look();
    }

    /// <summary>Null, or in English what is wrong with the file.</summary>
    public static string? TryRead(string path, out OpenIdConnectConfiguration keys)
    {
        keys = new();
        try
        {
            foreach (var key in new JsonWebKeySet(File.ReadAllText(path)).Keys)
                if (key is { Kty: JsonWebAlgorithmsKeyTypes.RSA or JsonWebAlgorithmsKeyTypes.EllipticCurve, Use: null or "" or JsonWebKeyUseNames.Sig })
                    keys.SigningKeys.Add(key);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or System.Text.Json.JsonException)
        {
            return $"'{path}' cannot be read as a JSON Web Key Set ({e.GetType().Name}).";
        }
        return keys.SigningKeys.Count > 0 ? null : $"'{path}' has no RSA or EC key for signatures.";
    }

    private void Look()
    {
        _lookedAt = time.GetTimestamp();
        var file = new FileInfo(path);
        var now = file.Exists ? (Target(file).LastWriteTimeUtc, Target(file).Length) : default;
        if (now == _seen)
            return;
        _seen = now;
        if (TryRead(path, out var keys) is { } problem)
        {
            LogUnreadable(problem);
            return;
        }
        _keys = keys;
        LogRead(path, keys.SigningKeys.Count);
    }

    private static FileInfo Target(FileInfo file) => file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;

    [LoggerMessage(EventId = 4101, Level = LogLevel.Information, Message = "Read {Count} signing keys from {Path}")]
    private partial void LogRead(string path, int count);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Warning, Message = "Signing keys stay as they were: {Problem}")]
    private partial void LogUnreadable(string problem);
}
