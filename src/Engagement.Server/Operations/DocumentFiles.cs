using System.Text;
using System.Text.Json;
using Engagement.Server.Hosting;

namespace Engagement.Server.Operations;

/// <summary>Reads documents from a folder or a manifest (<see cref="PersistedOptions.Path"/>).</summary>
internal static class DocumentFiles
{
    private const string Apollo = "apollo-persisted-query-manifest";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Ids and texts, at least one. An id may come twice.</summary>
    /// <exception cref="StartException">Names the file and what is wrong with it.</exception>
    public static IReadOnlyList<(string Id, string Text)> Read(string path)
    {
        List<(string Id, string Text)> documents;
        if (Directory.Exists(path))
            documents = [.. Directory.EnumerateFiles(path, "*.graphql", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => (IdOf(f), TextOf(f)))];
        else if (File.Exists(path))
            documents = [.. Manifest(path)];
        else
            throw new StartException($"Persisted:Path: '{path}' is neither a folder nor a file.");
        if (documents.Count == 0)
            throw new StartException($"Persisted:Path: '{path}' has no documents.");
        foreach (var (id, _) in documents)
            Check(path, id);
        return documents;
    }

    /// <summary>The file's name without its ending.</summary>
    private static string IdOf(string file) => Path.GetFileNameWithoutExtension(file);

    private static string TextOf(string file)
    {
        try
        {
            return File.ReadAllText(file, Strict);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new StartException($"Persisted:Path: '{file}' cannot be read: {e.Message}", e);
        }
    }

    private static IEnumerable<(string Id, string Text)> Manifest(string file)
    {
        var root = JsonOf(file);
        if (root.ValueKind != JsonValueKind.Object)
            throw new StartException($"Persisted:Path: '{file}' is not a JSON object.");
        return root.TryGetProperty("format", out var format) && format.ValueEquals(Apollo)
            ? Operations(file, root)
            : root.EnumerateObject().Select(p => (p.Name, Text(file, p.Value)));
    }

    private static IEnumerable<(string Id, string Text)> Operations(string file, JsonElement manifest)
    {
        if (!manifest.TryGetProperty("operations", out var operations) || operations.ValueKind != JsonValueKind.Array)
            throw new StartException($"Persisted:Path: '{file}' has no array `operations`.");
        return operations.EnumerateArray().Select(o =>
            o.ValueKind == JsonValueKind.Object && o.TryGetProperty("id", out var id) && o.TryGetProperty("body", out var body)
                ? (Text(file, id), Text(file, body))
                : throw new StartException($"Persisted:Path: '{file}' has an operation without `id` or `body`."));
    }

    private static JsonElement JsonOf(string file)
    {
        try
        {
            return JsonElement.Parse(TextOf(file), new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new StartException($"Persisted:Path: '{file}' is not valid JSON: {e.Message}", e);
        }
    }

    private static string Text(string file, JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString()! // a string, as just seen
        : throw new StartException($"Persisted:Path: '{file}' has {value.GetRawText()} where a string is expected.");

    /// <summary>The appendix's grammar of ids.</summary>
    private static void Check(string path, string id)
    {
        if (id.Length == 0 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' or ':'))
            throw new StartException($"Persisted:Path: '{id}' of '{path}' cannot be an id: letters, digits, - . _ ~ and : can.");
    }
}
