namespace Registry.Domain.Agencies;

/// <summary>What an agency is under the coordination regulation (Decision 22/2015) and Decree 62/2012 Art. 8.</summary>
/// <remarks>A kind carries duties; an agency carries relations to people. Neither opens anything alone.</remarks>
public enum AgencyKind
{
    /// <summary>Not declared. Has no row in any table.</summary>
    Unspecified = 0,

    /// <summary>Công an tỉnh (Art. 6).</summary>
    ProvincialPolice = 1,

    /// <summary>Cơ quan Cảnh sát điều tra (Decree 62/2012 Art. 8.1).</summary>
    InvestigationPolice = 2,

    /// <summary>Công an huyện (Art. 6.2).</summary>
    DistrictPolice = 3,

    /// <summary>Công an xã (Art. 6.6).</summary>
    CommunePolice = 4,

    /// <summary>Sở Lao động - Thương binh và Xã hội (Art. 5).</summary>
    LabourDepartment = 5,

    /// <summary>Bộ Chỉ huy Bộ đội Biên phòng tỉnh (Art. 7).</summary>
    BorderGuardCommand = 6,

    /// <summary>Đồn Biên phòng (Art. 7.2).</summary>
    BorderGuardPost = 7,

    /// <summary>Cảnh sát biển (Circular 78/2013).</summary>
    CoastGuard = 8,

    /// <summary>Cơ sở bảo trợ xã hội, cơ sở hỗ trợ nạn nhân (Art. 5.4).</summary>
    SupportCentre = 9,

    /// <summary>Sở Y tế (Art. 9).</summary>
    HealthDepartment = 10,

    /// <summary>Sở Giáo dục và Đào tạo (Art. 12).</summary>
    EducationDepartment = 11,

    /// <summary>Ủy ban nhân dân huyện (Art. 13).</summary>
    DistrictCommittee = 12,

    /// <summary>Ủy ban nhân dân xã (Art. 13.2).</summary>
    CommuneCommittee = 13,

    /// <summary>Phòng Lao động - Thương binh và Xã hội (Art. 13).</summary>
    DistrictLabourOffice = 14,

    /// <summary>Sở Tư pháp (Art. 8).</summary>
    JusticeDepartment = 15,

    /// <summary>Viện kiểm sát.</summary>
    Procuracy = 16,

    /// <summary>Tòa án.</summary>
    Court = 17,

    /// <summary>Cơ quan đại diện Việt Nam ở nước ngoài.</summary>
    Mission = 18,

    /// <summary>Thanh tra: reads the access log, never a record.</summary>
    Inspectorate = 19,

    /// <summary>A system of an agency that the regulation gives no duty.</summary>
    OutsideSystem = 20,

    /// <summary>Ủy ban nhân dân tỉnh, thành phố: is reported to (Art. 15.1).</summary>
    ProvincialCommittee = 21,

    /// <summary>Sở Tài chính (Art. 11).</summary>
    FinanceDepartment = 22,

    /// <summary>Sở Kế hoạch và Đầu tư (Art. 10).</summary>
    PlanningDepartment = 23,

    /// <summary>Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh (Art. 14).</summary>
    FatherlandFront = 24,

    /// <summary>Cơ quan điều tra hình sự trong Quân đội (Decree 62/2012 Art. 8.1).</summary>
    MilitaryInvestigation = 25,

    /// <summary>Quản trị hệ thống đăng ký: says who may act, never sees a person.</summary>
    RegistryAdministration = 40,
}
