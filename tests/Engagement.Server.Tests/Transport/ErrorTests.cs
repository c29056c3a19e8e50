using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Engagement.Server.Tests.Transport;

public sealed partial class ErrorTests
{
    [Theory]
    [InlineData("{crash}")]
    [InlineData("{crashAll}")]
    [InlineData("{uncoded}")]
    [InlineData("{unwritable}")]
    [InlineData("query CrashBefore{echo}", "CrashBefore")]
    public async Task Exception_is_INTERNAL_with_a_correlation_id_and_logged_once(string query, string? operationName = null)
    {
        await using var server = await TransportServer.StartAsync();
        using var response = await server.PostAsync(System.Text.Json.JsonSerializer.Serialize(new { query, operationName }));

        var error = await response.ErrorAsync();
        Assert.Equal("Internal error.", error.GetProperty("message").GetString());
        Assert.Equal(["code", "correlationId"], error.GetProperty("extensions").EnumerateObject().Select(p => p.Name));
        Assert.Equal("INTERNAL", error.GetProperty("extensions").GetProperty("code").GetString());
        var id = error.GetProperty("extensions").GetProperty("correlationId").GetString()!;
        Assert.Matches(TraceId(), id);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("OPERATION", text, StringComparison.Ordinal);

        var (level, message, exception) = Assert.Single(server.Logs.Problems);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains(id, message, StringComparison.Ordinal);
        Assert.NotNull(exception);
    }

    [Fact]
    public async Task Correlation_id_is_the_trace_of_the_request()
    {
        await using var server = await TransportServer.StartAsync();
        server.Http.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var response = await server.QueryAsync("{crash}");
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", (await response.ErrorAsync()).GetProperty("extensions").GetProperty("correlationId").GetString());
    }

    [Fact]
    public async Task Other_fields_keep_their_data_and_the_error_its_path()
    {
        await using var server = await TransportServer.StartAsync();
        using var response = await server.QueryAsync("{echo crash}");
        var json = await response.JsonAsync();
        Assert.Equal("nothing", json.GetProperty("data").GetProperty("echo").GetString());
        Assert.Equal("crash", json.GetProperty("errors")[0].GetProperty("path")[0].GetString());
    }

    [Fact]
    public async Task Exceptions_on_a_socket_are_INTERNAL_too()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", "{crash}");
        var next = await socket.ReceiveTextAsync();
        Assert.Contains("\"INTERNAL\"", next, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", next, StringComparison.Ordinal);
        Assert.Contains("complete", await socket.ReceiveTextAsync(), StringComparison.Ordinal);

        await socket.SubscribeAsync("2", "subscription{crash}");
        var error = await socket.ReceiveAsync();
        Assert.Equal("error", error.GetProperty("type").GetString());
        Assert.Equal("INTERNAL", error.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal(2, server.Logs.Problems.Count);
    }

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex TraceId();
}
