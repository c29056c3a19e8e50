using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Engagement.Transport.Documents;

/// <summary>
/// Documents that clients registered by sending them once with their hash. Bounded by characters
/// (<see cref="TransportOptions.AutomaticDocuments"/>); the one not asked for the longest goes first, and its clients
/// send it again. Each process has its own.
/// </summary>
internal sealed class AutomaticDocuments(IOptions<TransportOptions> options)
{
    /// <summary>Characters that each counts beside its own: its hash and the entries of both collections take about 1,000 bytes.</summary>
    private const int Overhead = 500;

    private readonly int _limit = options.Value.AutomaticDocuments ?? 0;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Hash, string Text)>> _byHash = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Hash, string Text)> _byUse = new();
    private long _characters;

    public bool AreOn => _limit > 0;

    public bool TryFind(string hash, [NotNullWhen(true)] out string? text)
    {
        lock (_gate)
        {
            text = null;
            if (!_byHash.TryGetValue(hash, out var node))
                return false;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            text = node.Value.Text;
            return true;
        }
    }

    /// <summary>Keeps it, unless it is larger than all room.</summary>
    /// <param name="hash">The text's own.</param>
    /// <param name="text">A document that was executed.</param>
    public void Keep(string hash, string text)
    {
        if (Size(text) > _limit)
            return;
        lock (_gate)
        {
            if (_byHash.ContainsKey(hash))
                return;
            _byHash.Add(hash, _byUse.AddFirst((hash, text)));
            _characters += Size(text);
            while (_characters > _limit && _byUse.Last is { } oldest)
            {
                _byUse.RemoveLast();
                _byHash.Remove(oldest.Value.Hash);
                _characters -= Size(oldest.Value.Text);
            }
        }
    }

    private static long Size(string text) => text.Length + Overhead;
}
