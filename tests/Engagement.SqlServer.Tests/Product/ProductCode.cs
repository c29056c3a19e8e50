using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Engagement.SqlServer.Tests.Product;

/// <summary>A call in compiled code, async methods and lambdas included.</summary>
/// <param name="Assembly">Its name.</param>
/// <param name="Token">Of the method whose code has the call.</param>
/// <param name="Caller">The type in the source that it is in.</param>
/// <param name="Callee">What is called, as it was declared.</param>
/// <param name="Last">Of the call before, an offset in the method's IL; −1 if there is none.</param>
/// <param name="Offset">Of the call.</param>
/// <param name="Place">For people: "File.cs(12): Name".</param>
internal sealed record CodeCall(string Assembly, int Token, TypeReference Caller, MethodReference Callee, int Last, int Offset, string Place)
{
    /// <summary>A stack knows of a call in progress only that it is the next one after some earlier point.</summary>
    public bool IsAt(CodePlace running) =>
        running.Assembly == Assembly && running.Token == Token && running.Offset > Last && running.Offset <= Offset;
}

/// <summary>Where a method is that is running.</summary>
/// <param name="Offset">In the method's IL.</param>
internal readonly record struct CodePlace(string Assembly, int Token, int Offset);

/// <summary>What the product's assemblies call; read from the files beside this one.</summary>
internal static class ProductCode
{
    /// <summary>Those of the engines, which spell SQL of their own, are not among them.</summary>
    public static IReadOnlyList<string> Assemblies { get; } = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "Engagement*.dll")
        .Select(f => Path.GetFileNameWithoutExtension(f))
        .Where(n => !n.StartsWith("Engagement.Data.", StringComparison.Ordinal) && !n.EndsWith(".Tests", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    /// <param name="assembly">Its name, with its symbols beside it.</param>
    public static IReadOnlyList<CodeCall> Calls(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(
            Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), new ReaderParameters { ReadSymbols = true });
        return [.. module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody).SelectMany(m => Calls(assembly, m))];
    }

    /// <summary>The type in the source, for those that the compiler made of it as well.</summary>
    public static TypeReference Written(TypeReference type) => type is { DeclaringType: { } outer } && type.Name.Contains('<') ? Written(outer) : type;

    private static IEnumerable<CodeCall> Calls(string assembly, MethodDefinition method)
    {
        var points = method.DebugInformation.SequencePoints.Where(p => !p.IsHidden).OrderBy(p => p.Offset).ToList();
        var last = -1;
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction.OpCode.Code is not (Code.Call or Code.Callvirt) || instruction.Operand is not MethodReference callee)
                continue;
            var caller = Written(method.DeclaringType);
            var place = points.FindLast(p => p.Offset <= instruction.Offset) is { } point
                ? $"{Path.GetFileName(point.Document.Url)}({point.StartLine})"
                : caller.FullName;
            yield return new CodeCall(
                assembly, method.MetadataToken.ToInt32(), caller, callee is GenericInstanceMethod generic ? generic.ElementMethod : callee,
                last, instruction.Offset, $"{place}: {callee.Name}");
            last = instruction.Offset;
        }
    }
}
