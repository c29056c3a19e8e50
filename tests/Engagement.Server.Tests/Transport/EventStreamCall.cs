using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>One request that accepts an event stream, and its events as they come, byte for byte.</summary>
internal sealed class EventStreamCall : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _limit;
    private readonly StreamReader _body;

    private EventStreamCall(HttpResponseMessage response, StreamReader body, CancellationTokenSource limit) =>
        (Response, _body, _limit) = (response, body, limit);

    public HttpResponseMessage Response { get; }

    /// <summary>By POST; returns once the headers have come.</summary>
    public static Task<EventStreamCall> PostAsync(HttpClient http, object request, params (string Name, string Value)[] headers) =>
        SendAsync(http, new HttpRequestMessage(HttpMethod.Post, "") { Content = new StringContent(JsonSerializer.Serialize(request), Encoding.UTF8, "application/json") }, headers);

    public static Task<EventStreamCall> PostAsync(HttpClient http, string query, params (string Name, string Value)[] headers) =>
        PostAsync(http, new { query }, headers);

    /// <summary>By GET, as a browser's EventSource does.</summary>
    public static Task<EventStreamCall> GetAsync(HttpClient http, string query, params (string Name, string Value)[] headers) =>
        SendAsync(http, new HttpRequestMessage(HttpMethod.Get, "?query=" + Uri.EscapeDataString(query)), headers);

    public static async Task<EventStreamCall> SendAsync(HttpClient http, HttpRequestMessage request, params (string Name, string Value)[] headers)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using (request)
        {
            request.Headers.Accept.ParseAdd("text/event-stream");
            foreach (var (name, value) in headers)
                request.Headers.Add(name, value);
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return new EventStreamCall(response, new StreamReader(await response.Content.ReadAsStreamAsync(limit.Token)), limit);
        }
    }

    /// <summary>The next event or comment without the empty line that ends it; null at the end of the stream.</summary>
    public async Task<string?> ReadAsync()
    {
        var lines = new List<string>();
        while (await _body.ReadLineAsync(_limit.Token) is { } line)
        {
            if (line.Length == 0)
                return string.Join('\n', lines);
            lines.Add(line);
        }
        Assert.Empty(lines);
        return null;
    }

    /// <summary>The data of the next `next`, comments skipped.</summary>
    public async Task<JsonElement> NextAsync()
    {
        string? text;
        do
            text = await ReadAsync();
        while (text == ":");
        const string head = "event: next\ndata: ";
        Assert.NotNull(text);
        Assert.True(text.StartsWith(head, StringComparison.Ordinal), $"Not a `next`: {text}");
        return JsonElement.Parse(text[head.Length..]);
    }

    /// <summary>All that is left, as it came.</summary>
    public Task<string> RestAsync() => _body.ReadToEndAsync(_limit.Token);

    /// <summary>The code of the error of a request that was refused, with its status.</summary>
    public async Task<(HttpStatusCode Status, string? Code)> RefusalAsync()
    {
        var error = JsonElement.Parse(await RestAsync()).GetProperty("errors")[0];
        return (Response.StatusCode, error.GetProperty("extensions").GetProperty("code").GetString());
    }

    public void Dispose()
    {
        Response.Dispose();
        _body.Dispose();
        _limit.Dispose();
    }
}
