using Registry.Domain.Access;
using Registry.Server.Hosting;
using Registry.Server.Pipeline;
using Registry.V1;
using Case = Registry.V1.DirectoryChange.ChangeOneofCase;
using Domained = Registry.Domain.Agencies.DirectoryChange;

namespace Registry.Server.Calls;

/// <summary>Changes of the directory between the contract and the domain. What is missing or misshapen is told all at once, by field.</summary>
internal static class DirectoryWire
{
    /// <exception cref="CallFailedException">Fields that are not as expected.</exception>
    public static Domained Read(DirectoryChange change)
    {
        var fields = new Fields();
        var agency = fields.Code("agency", change.Agency);
        Domained? read = change.ChangeCase switch
        {
            Case.EnrolAgency when change.EnrolAgency is var c => new Domained.EnrolAgency(
                agency, (Domain.Agencies.AgencyKind)fields.Known("kind", c.Kind), c.Under.Length == 0 ? null : fields.Code("under", c.Under),
                fields.Text("area", c.Area), fields.Text("vi", c.Vi), fields.Text("en", c.En), fields.Day("from", c.From)),
            Case.SuspendAgency => new Domained.SuspendAgency(agency),
            Case.LiftAgency => new Domained.LiftAgency(agency),
            Case.SucceedAgency when change.SucceedAgency is var c => new Domained.SucceedAgency(agency, fields.Code("successor", c.Successor), fields.Day("from", c.From)),
            Case.ChangeArea when change.ChangeArea is var c => new Domained.ChangeArea(agency, fields.Text("area", c.Area), fields.Day("from", c.From)),
            Case.EnrolOfficer when change.EnrolOfficer is var c => new Domained.EnrolOfficer(agency, fields.Officer(c.Officer))
            {
                Traits = c.Surname.Length + c.Commune.Length == 0 ? null : new Domain.Agencies.OfficerTraits(c.Surname, c.Commune),
            },
            Case.SuspendOfficer => new Domained.SuspendOfficer(agency, fields.Officer(change.SuspendOfficer.Officer)),
            Case.LiftOfficer => new Domained.LiftOfficer(agency, fields.Officer(change.LiftOfficer.Officer)),
            Case.SetOfficersMode => new Domained.SetOfficersMode(agency, change.SetOfficersMode.EnrolledOnly),
            Case.SecondOfficer when change.SecondOfficer is var c => new Domained.SecondOfficer(
                agency, fields.Officer(c.Officer), fields.Code("lead", c.Lead), fields.Day("until", c.Until)),
            Case.RecallOfficer => new Domained.RecallOfficer(agency, fields.Officer(change.RecallOfficer.Officer)),
            Case.AddKey when change.AddKey is var c => new Domained.AddKey(
                agency, fields.Text("issuer", c.Issuer), fields.KeyId(c.PublicKey), c.PublicKey, c.Replaces.Length == 0 ? null : c.Replaces),
            Case.SuspendKey => new Domained.SuspendKey(agency, fields.Text("key", change.SuspendKey.Key)),
            Case.Grant when change.Grant is var c => new Domained.GiveGrant(
                agency, fields.Text("document", c.Document), fields.Text("article", c.Article),
                [.. fields.Some("purposes", c.Purposes).Select(one => (Domain.Access.Purpose)fields.Known("purposes", one)).Distinct().Order()],
                [.. fields.Some("classes", c.Classes).Select(one => (Domain.Access.FieldClass)fields.Known("classes", one)).Distinct().Order()],
                fields.Day("until", c.Until)),
            Case.GiveMandate when change.GiveMandate is var c => new Domained.GiveMandate(
                agency, fields.Text("number", c.Number), fields.Day("issued_on", c.IssuedOn), fields.Text("authority", c.Authority),
                [.. fields.Some("officers", c.Officers).Select(fields.Officer).Distinct(StringComparer.Ordinal)], fields.Day("from", c.From), fields.Day("until", c.Until),
                new Domain.Agencies.MandateScope(
                    c.Everything, [.. c.Persons.Select(fields.Person).Distinct()], [.. c.Agencies.Select(code => fields.Code("agencies", code)).Distinct()]),
                c.LinesADay),
            Case.EndMandate => new Domained.EndMandate(agency, fields.Id("mandate_id", change.EndMandate.MandateId)),
            _ => null,
        };
        if (read is null)
            fields.Problems.Add(new FieldProblem("change", Expected.OneChange));
        return fields.Problems.Count == 0 ? read! : throw Failures.Of("REQUEST_NOT_VALID", fields.Problems);
    }

    public static DirectoryChange Write(Domained change)
    {
        var written = new DirectoryChange { Agency = change.Agency.Value };
        switch (change)
        {
            case Domained.EnrolAgency c:
                written.EnrolAgency = new EnrolAgency { Kind = (AgencyKind)c.Kind, Under = c.Under?.Value ?? "", Area = c.Area, Vi = c.Vi, En = c.En, From = Wire.Date(c.From) };
                break;
            case Domained.SuspendAgency:
                written.SuspendAgency = new SuspendAgency();
                break;
            case Domained.LiftAgency:
                written.LiftAgency = new LiftAgency();
                break;
            case Domained.SucceedAgency c:
                written.SucceedAgency = new SucceedAgency { Successor = c.Successor.Value, From = Wire.Date(c.From) };
                break;
            case Domained.ChangeArea c:
                written.ChangeArea = new ChangeArea { Area = c.Area, From = Wire.Date(c.From) };
                break;
            case Domained.EnrolOfficer c:
                written.EnrolOfficer = new EnrolOfficer { Officer = c.Officer, Surname = c.Traits?.Surname ?? "", Commune = c.Traits?.Commune ?? "" };
                break;
            case Domained.SuspendOfficer c:
                written.SuspendOfficer = new SuspendOfficer { Officer = c.Officer };
                break;
            case Domained.LiftOfficer c:
                written.LiftOfficer = new LiftOfficer { Officer = c.Officer };
                break;
            case Domained.SetOfficersMode c:
                written.SetOfficersMode = new SetOfficersMode { EnrolledOnly = c.EnrolledOnly };
                break;
            case Domained.SecondOfficer c:
                written.SecondOfficer = new SecondOfficer { Officer = c.Officer, Lead = c.Lead.Value, Until = Wire.Date(c.Until) };
                break;
            case Domained.RecallOfficer c:
                written.RecallOfficer = new RecallOfficer { Officer = c.Officer };
                break;
            case Domained.AddKey c:
                written.AddKey = new AddKey { Issuer = c.Issuer, PublicKey = c.PublicKey, Replaces = c.Replaces ?? "" };
                break;
            case Domained.SuspendKey c:
                written.SuspendKey = new SuspendKey { Key = c.KeyId };
                break;
            case Domained.GiveGrant c:
                written.Grant = new Grant { Document = c.Document, Article = c.Article, Until = Wire.Date(c.Until) };
                written.Grant.Purposes.AddRange(c.Purposes.Select(one => (V1.Purpose)one));
                written.Grant.Classes.AddRange(c.Classes.Select(one => (V1.FieldClass)one));
                break;
            case Domained.GiveMandate c:
                written.GiveMandate = Write(c);
                break;
            case Domained.EndMandate c:
                written.EndMandate = new EndMandate { MandateId = c.Mandate.ToString() };
                break;
        }

        return written;
    }

    public static Mandate Write(Domained.GiveMandate given)
    {
        var written = new Mandate
        {
            Number = given.Number,
            IssuedOn = Wire.Date(given.IssuedOn),
            Authority = given.Authority,
            From = Wire.Date(given.From),
            Until = Wire.Date(given.Until),
            Everything = given.Scope.Everything,
            LinesADay = given.LinesADay,
        };
        written.Officers.AddRange(given.Officers);
        written.Persons.AddRange(given.Scope.Persons.Select(person => person.ToString()));
        written.Agencies.AddRange(given.Scope.Agencies.Select(agency => agency.Value));
        return written;
    }

    /// <summary>Takes fields and keeps what is wrong with them. Types and lengths were checked by <see cref="RequestRules"/>.</summary>
    private sealed class Fields
    {
        public List<FieldProblem> Problems { get; } = [];

        public AgencyCode Code(string field, string text) => new(Check(
            field, text, text.Length is >= 2 and <= 32 && char.IsAsciiLetterUpper(text[0]) && text.All(l => char.IsAsciiLetterUpper(l) || char.IsAsciiDigit(l) || l == '-'),
            Expected.AgencyCode));

        public string Text(string field, string text) => Check(field, text, text.Length > 0, Expected.Value);

        public string Officer(string text) => Check("officer", text, Identities.IsOfficer(text), Expected.OfficerName);

        public DateOnly Day(string field, Date? day) => Check(field, day, day is not null, Expected.Day) is { } given ? Wire.Day(given) : default;

        public Guid Person(string text) => Id("persons", text);

        public Guid Id(string field, string text) =>
            Check(field, Guid.TryParseExact(text, "D", out var id) ? id : (Guid?)null, Guid.TryParseExact(text, "D", out _), Expected.Uuid) ?? Guid.Empty;

        public T Known<T>(string field, T value)
            where T : struct, Enum => Check(field, value, Convert.ToInt32(value, null) != 0, Expected.KnownValue);

        public IEnumerable<T> Some<T>(string field, IReadOnlyCollection<T> values) => Check(field, values, values.Count > 0, Expected.OneOrMore);

        public string KeyId(string base64)
        {
            var bytes = new byte[base64.Length];
            var key = Convert.TryFromBase64String(base64, bytes, out var length) ? Tokens.KeyOf(bytes[..length]) : null;
            return Check("public_key", key?.KeyId ?? "", key is not null, Expected.PublicKey);
        }

        private T Check<T>(string field, T value, bool good, Expected expected)
        {
            if (!good)
                Problems.Add(new FieldProblem(field == "agency" ? field : "change." + field, expected));
            return value;
        }
    }
}
