using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Engagement.Benchmarks.Load;

/// <summary>
/// The bytes of one connection's requests to <c>/graphql</c>, made once and sent in turn. Where the text has <see cref="Counter"/>, each
/// sending has another number, so that no post is like the one before.
/// </summary>
internal sealed class PreparedRequest
{
    /// <summary>The place of the number, as long as the number.</summary>
    public const string Counter = "#000000000#";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IReadOnlyList<(byte[] Bytes, int[] Counters)> _requests;
    private int _sent;

    private PreparedRequest(IReadOnlyList<(byte[], int[])> requests) => _requests = requests;

    /// <param name="server">Whose name the requests bear.</param>
    /// <param name="query">The document.</param>
    /// <param name="variables">Of each request in turn.</param>
    /// <param name="token">Whose; null: nobody's.</param>
    public static PreparedRequest Create(Uri server, string query, IEnumerable<object> variables, string? token) =>
        Create(server, query, variables.Select(v => (v, token)));

    /// <summary>POSTs of several in turn.</summary>
    /// <param name="server">Whose name the requests bear.</param>
    /// <param name="query">The document.</param>
    /// <param name="requests">The variables of each, and whose token it has; null: nobody's.</param>
    public static PreparedRequest Create(Uri server, string query, IEnumerable<(object Variables, string? Token)> requests) =>
        new([.. requests.Select(r => Post(server, query, r.Variables, r.Token))]);

    /// <summary>GETs of nobody.</summary>
    /// <param name="server">Whose name the requests bear.</param>
    /// <param name="query">The document.</param>
    /// <param name="variables">Of each request in turn.</param>
    public static PreparedRequest CreateGets(Uri server, string query, IEnumerable<object> variables) => new([.. variables.Select(v => (
        Encoding.ASCII.GetBytes(
            $"GET {new Uri(server, "graphql").AbsolutePath}?query={Uri.EscapeDataString(query)}&variables={Uri.EscapeDataString(JsonSerializer.Serialize(v, Json))} HTTP/1.1\r\n"
            + $"Host: {server.Authority}\r\n\r\n"),
        Array.Empty<int>()))]);

    private static (byte[], int[]) Post(Uri server, string query, object variables, string? token)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { query, variables }, Json);
        var head = $"POST {new Uri(server, "graphql").AbsolutePath} HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n"
            + (token is null ? "" : $"Authorization: Bearer {token}\r\n") + "\r\n";
        byte[] bytes = [.. Encoding.ASCII.GetBytes(head), .. body];
        var counters = new List<int>();
        for (int from = 0, at; (at = bytes.AsSpan(from).IndexOf(Encoding.ASCII.GetBytes(Counter))) >= 0; from += at + Counter.Length)
            counters.Add(from + at + 1);
        return (bytes, [.. counters]);
    }

    /// <summary>What to send next; good until the next call.</summary>
    public ReadOnlyMemory<byte> Next()
    {
        var (bytes, counters) = _requests[_sent++ % _requests.Count];
        foreach (var at in counters)
            _sent.TryFormat(bytes.AsSpan(at, Counter.Length - 2), out _, "D9", CultureInfo.InvariantCulture);
        return bytes;
    }
}
