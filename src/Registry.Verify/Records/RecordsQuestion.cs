using System.CommandLine;

namespace Registry.Verify.Records;

/// <summary>Which lines the command line asks for.</summary>
internal static class RecordsQuestion
{
    private const int MostPersons = 10_000;

    private const int MaxLine = 1000;

    private static readonly Option<string[]> RecordOption = new("--record") { Description = "The line of this record: its id. May be given several times." };

    private static readonly Option<string[]> PersonOption = new("--person") { Description = "Lines about this person: the random id. May be given several times." };

    private static readonly Option<FileInfo?> PersonsOption = new("--persons") { Description = "Lines about any person of this file: an id a line, at most 10,000; what follows a # is a note." };

    private static readonly Option<string?> OfficerOption = new("--officer") { Description = "Lines of this officer, as tokens name her." };

    private static readonly Option<string?> AgencyOption = new("--agency") { Description = "Lines of this agency's officers: its code." };

    private static readonly Option<string?> MethodOption = new("--method") { Description = "Lines of this method, e.g. IdentityService/GetIdentity." };

    private static readonly Option<string?> FromOption = new("--from") { Description = "Lines from this time on, e.g. 2026-11-22T00:00:00Z." };

    private static readonly Option<string?> ToOption = new("--to") { Description = "Lines before this time." };

    internal static IReadOnlyList<Option> Options { get; } = [RecordOption, PersonOption, PersonsOption, OfficerOption, AgencyOption, MethodOption, FromOption, ToOption];

    /// <exception cref="UnusableException">A value has another form.</exception>
    internal static LineFilter Read(ParseResult parsed) => new()
    {
        Records = (parsed.GetValue(RecordOption) ?? []).Select(text => Id(text, "--record")).ToHashSet(),
        Subjects = (parsed.GetValue(PersonOption) ?? []).Select(text => Id(text, "--person")).Concat(Persons(parsed.GetValue(PersonsOption))).ToHashSet(),
        Officer = parsed.GetValue(OfficerOption),
        Agency = parsed.GetValue(AgencyOption),
        Method = parsed.GetValue(MethodOption),
        From = Times.Read(parsed.GetValue(FromOption), "--from"),
        To = Times.Read(parsed.GetValue(ToOption), "--to"),
    };

    /// <summary>A file that names nobody asks for everybody, which its owner did not mean.</summary>
    private static HashSet<Guid> Persons(FileInfo? file)
    {
        if (file is null)
            return [];
        if (!file.Exists)
            throw new UnusableException($"The file '{file.Name}' does not exist.");
        var ids = InputFiles.Lines(file.FullName, MaxLine).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0).Take(MostPersons + 1)
            .Select(line => Id(line, "--persons")).ToHashSet();
        return ids.Count is > 0 and <= MostPersons ? ids : throw new UnusableException($"--persons: expected 1 to {MostPersons} ids in '{file.Name}'.");
    }

    private static Guid Id(string text, string option) =>
        Guid.TryParseExact(text, "D", out var id) ? id : throw new UnusableException($"{option}: expected an id as 0f8fad5b-d9cb-469f-a165-70867728950e.");
}
