using System.Security.Claims;
using System.Text.Json;

namespace Engagement.Server.Auth;

/// <summary>Finds the strings of a claim by name or by path.</summary>
internal static class ClaimValues
{
    /// <summary>
    /// The strings of the claim of that name, an array's one by one; if there is none, those at a path into an object, as
    /// in <c>realm_access.roles</c>. A name may have dots of its own (<c>https://site.example/roles</c>), so every dot is
    /// tried as the border. Empty strings, and what is no string, are left out.
    /// </summary>
    public static IEnumerable<string> ValuesOf(this ClaimsPrincipal principal, string path)
    {
        var named = principal.FindAll(path).ToList();
        if (named.Count > 0)
            return named.Where(IsText).Select(claim => claim.Value);

        foreach (var (outer, inner) in Borders(path))
            foreach (var claim in principal.FindAll(outer).Where(claim => !IsText(claim)))
                if (Parse(claim.Value) is { } value && Find(value, inner) is { } found)
                    return Strings(found);
        return [];
    }

    // An object or array of objects comes as its text, with a type that says so.
    private static bool IsText(Claim claim) => claim.Value.Length > 0 && claim.ValueType == ClaimValueTypes.String;

    private static IEnumerable<(string Outer, string Inner)> Borders(string path)
    {
        for (var dot = path.IndexOf('.'); dot >= 0; dot = path.IndexOf('.', dot + 1))
            yield return (path[..dot], path[(dot + 1)..]);
    }

    private static JsonElement? Find(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        if (value.TryGetProperty(path, out var found))
            return found;
        foreach (var (outer, inner) in Borders(path))
            if (value.TryGetProperty(outer, out var child) && Find(child, inner) is { } deeper)
                return deeper;
        return null;
    }

    private static IEnumerable<string> Strings(JsonElement value)
    {
        IEnumerable<JsonElement> items = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
        return items.Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString() ?? "").Where(text => text.Length > 0);
    }

    private static JsonElement? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
