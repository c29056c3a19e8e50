using System.Security.Cryptography;
using System.Text;
using Engagement.Readers;
using Engagement.Server.Auth;
using Engagement.Server.Hosting;
using Engagement.Transport;
using Caller = Engagement.Transport.Caller;

namespace Engagement.Server.Operations;

/// <summary>The documents of <see cref="PersistedOptions.Path"/>, read once.</summary>
internal sealed partial class PersistedDocuments : IPersistedDocuments
{
    private readonly Dictionary<string, string> _byId = new(StringComparer.Ordinal);
    private readonly bool _only;
    private readonly Roles _exempt;
    private readonly IdentityOptions _identity;
    private readonly string _path = "";
    private readonly IReadOnlyList<(string Id, string Text)> _documents = [];

    /// <exception cref="StartException">A document cannot be read, or two have one id.</exception>
    public PersistedDocuments(PersistedOptions options, IdentityOptions identity, IHostEnvironment environment, ILogger<PersistedDocuments> log)
    {
        (_only, _identity) = (options.Only, identity);
        _exempt = options.ExemptRoles.Aggregate(Roles.None, (all, role) => all | role);
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            if (_only)
                throw new StartException("Persisted:Only needs Persisted:Path, the documents that may be run.");
            return;
        }

        _path = Path.GetFullPath(options.Path, environment.ContentRootPath);
        _documents = DocumentFiles.Read(_path);
        foreach (var (id, text) in _documents)
        {
            Add(id, text);
            Add("sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), text);
        }
        LogRead(log, _documents.Count, _path);
    }

    /// <summary>Checks all of them, before the server listens.</summary>
    /// <exception cref="StartException">One cannot be used; the message names it and says why.</exception>
    public Task CheckAsync(DocumentCheck check, CancellationToken cancel) => check.RunAsync(_path, _documents, cancel);

    public string? Find(string id) => _byId.GetValueOrDefault(id);

    public bool AreAllFor(Caller caller) =>
        _only && ((CallerToken.From(caller.User, _identity)?.Roles ?? Roles.None) & _exempt) == Roles.None;

    private void Add(string id, string text)
    {
        if (!_byId.TryAdd(id, text) && _byId[id] != text)
            throw new StartException($"Persisted:Path has two documents with the id '{id}'.");
    }

    [LoggerMessage(230, LogLevel.Information, "Read {Count} persisted documents from {Path}")]
    private static partial void LogRead(ILogger log, int count, string path);
}
