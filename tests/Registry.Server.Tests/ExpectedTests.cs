using System.Reflection;
using Google.Rpc;
using Registry.Domain.Law;
using Registry.Server.Pipeline;

namespace Registry.Server.Tests;

/// <summary>Whatever is wrong with a field is told in the caller's language: one table, both languages, no value in it.</summary>
public sealed class ExpectedTests
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.Static;

    private static readonly LawTables Law = LawTables.Load();

    public static TheoryData<string> Rows() =>
    [
        .. typeof(Expected).GetProperties(Members).Select(property => property.Name),
        .. typeof(Expected).GetMethods(Members).Where(IsRow).Select(method => method.Name),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_expectation_has_both_languages_and_Vietnamese_is_precomposed(string name)
    {
        var row = Row(name);

        Assert.NotEqual(row.Vi, row.En);
        Assert.All(row.En, letter => Assert.True(char.IsAscii(letter)));
        Assert.Contains(row.Vi, letter => letter > 0x7F);
        Assert.Null(TextRules.Problem(row.Vi, longest: 200, lines: false));
        Assert.Null(TextRules.Problem(row.En, longest: 200, lines: false));
    }

    [Fact]
    public void Only_the_table_makes_an_expectation() =>
        Assert.All(typeof(Expected).GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance), one => Assert.True(one.IsPrivate));

    [Theory]
    [InlineData(nameof(Tongue.Vietnamese), "một UUID viết thường có dấu gạch nối")]
    [InlineData(nameof(Tongue.English), "a UUID in lower case with hyphens")]
    [InlineData(nameof(Tongue.Both), "một UUID viết thường có dấu gạch nối / a UUID in lower case with hyphens")]
    public void A_failure_describes_its_fields_in_the_tongue_of_its_message(string tongue, string expected)
    {
        var rpc = Failures.ToRpc(Failures.Of("REQUEST_NOT_VALID", new FieldProblem("person_id", Expected.Uuid)), Law, System.Enum.Parse<Tongue>(tongue));

        var status = Google.Rpc.Status.Parser.ParseFrom(rpc.Trailers.GetValueBytes("grpc-status-details-bin"));
        var bad = status.Details.Single(detail => detail.Is(BadRequest.Descriptor)).Unpack<BadRequest>();
        var violation = Assert.Single(bad.FieldViolations);
        Assert.Equal(("person_id", expected), (violation.Field, violation.Description));
    }

    private static bool IsRow(MethodInfo method) => method.ReturnType == typeof(Expected) && !method.IsSpecialName;

    private static Expected Row(string name)
    {
        if (typeof(Expected).GetProperty(name, Members) is { } property)
            return (Expected)property.GetValue(null)!;
        var method = typeof(Expected).GetMethod(name, Members)!;
        return (Expected)method.Invoke(null, [.. method.GetParameters().Select(one => one.ParameterType == typeof(int) ? (object)7 : new[] { "status", "files" })])!;
    }
}
