using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Data;

/// <summary>One attempt to use an idempotency key.</summary>
/// <param name="CallerId">Whose key.</param>
/// <param name="Key">1–64 characters.</param>
/// <param name="InputHash">From <see cref="IdempotencyKeys.Hash"/>.</param>
internal sealed record KeyUse(long CallerId, string Key, string InputHash);

/// <summary>
/// The keys of creating mutations inside a transaction. They are looked at before every other check; those of items that
/// pass are written before all other writes, insert-or-ignore, and read again: only the row decides who came first, so that
/// two articles, two replicas and two items of one batch are all one case.
/// </summary>
internal sealed class IdempotencyKeys(WriteTransaction transaction)
{
    private readonly Dictionary<(long, string), IdempotencyKey> _seen = [];
    private readonly long _writeId = transaction.NewId();

    /// <summary>SHA-256 of the operation and its canonical input, hexadecimal.</summary>
    public static string Hash(string operation, params ReadOnlySpan<string?> input)
    {
        var text = new StringBuilder(operation);
        foreach (var value in input)
            text.Append('\n').Append(value?.Length ?? -1).Append(':').Append(value);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(text.ToString())));
    }

    /// <summary>Reads the rows that these uses may repeat.</summary>
    public async Task ReadAsync(IReadOnlyCollection<KeyUse> uses, CancellationToken cancel)
    {
        if (uses.Count == 0)
            return;
        var rows = await transaction.Db.FromSql<IdempotencyKey>(
            transaction.Dialect,
            d => $"""
                SELECT k.* FROM "IdempotencyKeys" AS k INNER JOIN {d.Rows("{0}", ("c", SqlType.Long), ("k", SqlType.Text))}
                ON k."CallerId" = r."c" AND k."Key" = r."k"
                """,
            SqlStatements.Json(uses.Select(u => new { c = u.CallerId, k = u.Key }).Distinct())).AsNoTracking().ToListAsync(cancel);
        foreach (var row in rows)
            _seen[(row.CallerId, row.Key)] = row;
    }

    /// <summary>The row that this use repeats, or null if it is the first.</summary>
    public IdempotencyKey? Find(KeyUse use) => _seen.GetValueOrDefault((use.CallerId, use.Key));

    /// <summary>Notes a use that passed its checks, with what it is about to make; a later one of the batch finds it.</summary>
    public void Take(KeyUse use, long articleId, long seq) => _seen.Add((use.CallerId, use.Key), new IdempotencyKey
    {
        CallerId = use.CallerId,
        Key = use.Key,
        InputHash = use.InputHash,
        WriteId = _writeId,
        ArticleId = articleId,
        Seq = seq,
        CreatedAt = transaction.Now,
    });

    /// <summary>Writes the keys taken; those that another transaction wrote meanwhile are found as that one's from now on.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        var taken = _seen.Values.Where(Wrote).OrderBy(k => k.CallerId).ThenBy(k => k.Key, StringComparer.Ordinal).ToList();
        if (taken.Count == 0)
            return;
        string[] columns = ["\"CallerId\"", "\"Key\"", "\"InputHash\"", "\"WriteId\"", "\"ArticleId\"", "\"Seq\"", "\"CreatedAt\""];
        string[] values = ["r.\"c\"", "r.\"k\"", "r.\"h\"", "r.\"w\"", "r.\"a\"", "r.\"s\"", "{1}"];
        await transaction.ExecuteAsync(
            d => d.InsertOrIgnore("\"IdempotencyKeys\"", columns, values, columns[..2], d.Rows(
                "{0}", ("c", SqlType.Long), ("k", SqlType.Text), ("h", SqlType.Text), ("w", SqlType.Long), ("a", SqlType.Long), ("s", SqlType.Long))),
            [SqlStatements.Json(taken.Select(t => new { c = t.CallerId, k = t.Key, h = t.InputHash, w = t.WriteId, a = t.ArticleId, s = t.Seq })), transaction.Now],
            cancel);
        await ReadAsync([.. taken.Select(t => new KeyUse(t.CallerId, t.Key, t.InputHash))], cancel);
    }

    /// <summary>Whether this transaction wrote the row, or is about to.</summary>
    public bool Wrote(IdempotencyKey row) => row.WriteId == _writeId;
}
