"""The parts of a resume, by headings in all their forms."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchers.sections import lines_of


def _sections(text: str) -> list[tuple[str, str]]:
    return [(text[line.start : line.end], line.section) for line in lines_of(text) if not line.is_heading]


def _section_under(heading: str) -> str:
    return dict(_sections(f"Jo Doe\njo@example.com\n\n{heading}\nSome words below it\n"))["Some words below it"]


@settings(max_examples=1000, deadline=None, derandomize=True, database=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Skills",
                "EXPERIENCE",
                "• a b",
                "Jo Doe",
                "",
                "  x  ",
                "Skills: a",
                "E D U C A T I O N",
                "\t",
                "Foo bar baz.",
            ]
        )
    ).map("\n".join)
)
def test_every_line_is_a_trimmed_span_in_order_and_none_is_lost(text: str) -> None:
    lines = lines_of(text)
    assert [text[line.start : line.end] for line in lines] == [
        line.strip() for line in text.split("\n") if line.strip()
    ]


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Experience", "experience"),
        ("WORK EXPERIENCE", "experience"),
        ("Professional Experience:", "experience"),
        ("Employment History", "experience"),
        ("## Experience", "experience"),
        ("E X P E R I E N C E", "experience"),
        ("W O R K  E X P E R I E N C E", "experience"),
        ("★ Experience ★", "experience"),
        ("What I've done", "experience"),
        ("Skills", "skills"),
        ("Technical Skills", "skills"),
        ("SKILLS & TOOLS", "skills"),
        ("Tech Stack", "skills"),
        ("Core Competencies", "skills"),
        ("Education", "education"),
        ("Education and Training", "education"),
        ("ACADEMIC BACKGROUND", "education"),
        ("Summary", "summary"),
        ("About me", "summary"),
        ("Projects", "projects"),
        ("Certifications", "certifications"),
        ("Licenses & Certifications", "certifications"),
        ("Publications", "publications"),
        ("Interests", "interests"),
        ("Hobbies", "interests"),
        ("References", "references"),
        ("Volunteering", "volunteering"),
        ("Awards and Honours", "awards"),
    ],
)
def test_a_heading_opens_its_section(heading: str, section: str) -> None:
    assert _section_under(heading) == section


def test_languages_are_spoken_ones_unless_they_are_programming_languages() -> None:
    spoken, written = (
        dict(_sections(f"Jo Doe\nLeeds\n\nLanguages\n{line}\n"))[line]
        for line in ("English, German (B2)", "Python, Java, C++")
    )
    assert spoken == "languages"
    assert written != "languages"


@pytest.mark.parametrize(
    "line",
    [
        "Experience in many trades is what I bring to you.",
        "experience",
        "• Skills",
        "My experience with skills of education, and other things, is long",
        "Skills, ",
    ],
)
def test_a_line_of_text_is_no_heading(line: str) -> None:
    assert not any(found.is_heading for found in lines_of(f"Jo Doe\n\nSummary\n{line}\n")[2:])


def test_lines_before_the_first_heading_are_contact() -> None:
    assert dict(_sections("Jo Doe\n12 Main Street\njo@example.com\n\nSkills\nPython\n"))["12 Main Street"] == "contact"


def test_prose_above_the_first_heading_is_no_contact() -> None:
    prose = "Engineer of ten years who builds pipelines for the trains of the north and likes to write."
    assert dict(_sections(f"Jo Doe\njo@example.com\n{prose}\n\nSkills\nPython\n"))[prose] != "contact"


def test_a_section_may_open_within_a_line() -> None:
    sections = dict(_sections("Jo Doe\nLeeds\n\nSummary\nSome words.\nSkills: Python, SQL\nEducation: BSc Physics\n"))
    assert sections["Skills: Python, SQL"] == "skills"
    assert sections["Education: BSc Physics"] == "education"


def test_tools_named_within_a_job_stay_in_the_job() -> None:
    text = "Jo Doe\n\nExperience\nEngineer, Hexworks, 2019 - 2022\n• Built things\nTechnologies: Python, SQL\n"
    assert dict(_sections(text))["Technologies: Python, SQL"] == "experience"


@pytest.mark.parametrize("mark", ["• ", "- ", "* ", "– ", "▪ ", "1. ", "2) "])
def test_a_bullet_of_any_kind_is_an_item(mark: str) -> None:
    assert lines_of(f"Jo Doe\n\nExperience\n{mark}Built things\n")[-1].is_item


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("What I have done", "experience"),
        ("Where I have worked", "experience"),
        ("Positions held", "experience"),
        ("Professional career", "experience"),
        ("Experience & Projects", "experience"),
        ("Recent experience", "experience"),
        ("1. Experience", "experience"),
        ("Experience (10+ years)", "experience"),
        ("Job history", "experience"),
        ("Toolbox", "skills"),
        ("Tools of the trade", "skills"),
        ("Technologies I use", "skills"),
        ("Skills / Technologies", "skills"),
        ("Things I've shipped", "projects"),
        ("Selected work", "projects"),
        ("EDUCATION / TRAINING", "education"),
        ("Online courses", "education"),
        ("Certs", "certifications"),
        ("Honors/Awards", "awards"),
        ("Career highlights", "awards"),
        ("On campus involvement", "volunteering"),
        ("Profile / Summary", "summary"),
        ("Kurzprofil", "summary"),
        ("Current position", "experience"),
        ("Über mich", "summary"),
        ("Fähigkeiten und Kenntnisse", "skills"),
        ("IT-Kenntnisse", "skills"),
        ("COMPUTER LITERACY", "skills"),
        ("Technical Skillset", "skills"),
        ("Academic formation", "education"),
        ("exprience", "experience"),
        ("skils", "skills"),
        ("educaton", "education"),
        ("CONTRACT HISTORY", "experience"),
        ("Service history", "experience"),
        ("Client Engagements", "experience"),
        ("Timeline", "experience"),
        ("CAREER TRACK", "experience"),
        ("Work done", "experience"),
        ("Professional exposure", "experience"),
        ("Where I worked", "experience"),
        ("Beruflicher Werdegang", "experience"),
        ("Parcours professionnel", "experience"),
        ("Trayectoria profesional", "experience"),
    ],
)
def test_headings_in_unusual_words_are_headings(heading: str, section: str) -> None:
    assert _section_under(heading) == section


def test_headings_in_small_letters_are_headings_where_there_are_several() -> None:
    text = "Jo Doe\n\nexperience\nEngineer at Northwind\neducation\nBSc Computing\n"
    assert dict(_sections(text)) | {"Jo Doe": "contact"} == {
        "Jo Doe": "contact",
        "Engineer at Northwind": "experience",
        "BSc Computing": "education",
    }
    wrapped = "Jo Doe\n\nExperience\nEngineer with many years of\nexperience\nin search.\n"
    assert dict(_sections(wrapped))["in search."] == "experience"
    assert "experience" in dict(_sections(wrapped))


@pytest.mark.parametrize(
    ("first", "second", "section"),
    [
        ("Volunteer", "Experience", "volunteering"),
        ("SELECTED", "PUBLICATIONS AND PATENTS", "publications"),
        ("Areas of", "Expertise", "skills"),
        ("Language", "Skills", "skills"),  # no language of people below it
    ],
)
def test_a_heading_in_two_lines_is_one_heading(first: str, second: str, section: str) -> None:
    text = f"Jo Doe\njo@example.com\n\n{first}\n{second}\nSome words below it\n"
    assert dict(_sections(text))["Some words below it"] == section
    assert [text[line.start : line.end] for line in lines_of(text) if line.is_heading] == [first, second]


@pytest.mark.parametrize("line", ["Jo Doe", "Leeds", "Northwind"])
def test_a_short_line_above_a_heading_is_no_part_of_it(line: str) -> None:
    text = f"Jo Doe\njo@example.com\n\n{line}\nExperience\nSome words below it\n"
    assert line in dict(_sections(text))


@pytest.mark.parametrize("heading", ["Interests", "Volunteering", "Awards", "Publications"])
@pytest.mark.parametrize("line", ["Open-source: a parser for legal texts", "Learning: deep ranking", "Languages: C++"])
def test_a_topic_of_a_list_opens_no_section_with_a_bullet_or_without(heading: str, line: str) -> None:
    for written in (line, f"• {line}"):
        sections = dict(_sections(f"Jo Doe\nLeeds\n\n{heading}\nChess club\n{written}\nThe last line\n"))
        assert sections[written] == sections["The last line"] == sections["Chess club"]


def test_the_plain_name_of_a_section_opens_it_below_a_list_of_topics() -> None:
    sections = dict(_sections("Jo Doe\nLeeds\n\nInterests\nChess club\nSkills: Python, SQL\nEducation: BSc Physics\n"))
    assert sections["Skills: Python, SQL"] == "skills"
    assert sections["Education: BSc Physics"] == "education"


@pytest.mark.parametrize(
    ("heading", "section"),
    [("Herramientas / Tools", "skills"), ("Perfil / Profile", "summary"), ("About me / Sobre mí", "summary")],
)
def test_a_heading_in_two_languages_is_known_by_either(heading: str, section: str) -> None:
    assert _section_under(heading) == section


@pytest.mark.parametrize("line", ["Spanish native, English advanced", "English, Polish (family), tourist Italian"])
def test_spoken_languages_are_known_whatever_stands_above_them(line: str) -> None:
    for heading in ("Publications", "Odds and ends", "Certifications"):
        assert dict(_sections(f"Jo Doe\nLeeds\n\n{heading}\nAnother line\n{line}\n"))[line] == "languages"
    assert dict(_sections(f"Jo Doe\nLeeds\n\nWork experience\nClerk\n{line}\n"))[line] == "experience"


@pytest.mark.parametrize(
    "heading",
    [
        "SUMMARY OF SKILLS",
        "Overview of skills",
        "Technical Depth",
        "Platforms and Tools",
        "Languages, frameworks & databases",
        "Technologies Used",
        "Tooling",
        "Programming",
        "Skills at a glance",
        "Proficient in",
        "Familiar with",
        "Transferable skills",
        "Technical and professional skills",
    ],
)
def test_what_somebody_can_do_is_headed_in_many_ways(heading: str) -> None:
    text = f"Jo Doe\nLeeds\n\nExperience\nClerk, Hexworks, 2015 - 2020\n• Sold stamps.\n\n{heading}\nTerraform, Kafka\n"
    assert dict(_sections(text))["Terraform, Kafka"] == "skills"


@pytest.mark.parametrize(
    "line", ["Programming Instructor", "Summary of qualifications", "Tools Ltd and Systems", "Experienced in retail"]
)
def test_what_only_sounds_like_a_heading_of_skills_is_none(line: str) -> None:
    assert _section_under(line) != "skills"


@pytest.mark.parametrize(
    "employer",
    [
        "Community Bank",
        "Community Health Network",
        "Volunteer State Bank",
        "Volunteer Services of America",
        "Service to Others",
    ],
)
def test_an_employer_that_is_called_like_volunteering_is_an_employer(employer: str) -> None:
    text = f"Jo Doe\nLeeds\n\nWork experience\n\n{employer}\nData Engineer\nJan 2016 - Dec 2022\n- Built pipelines\n"
    assert dict(_sections(text))["- Built pipelines"] == "experience"


@pytest.mark.parametrize(
    "heading",
    [
        "Volunteer",
        "Community",
        "Volunteer Work",
        "Volunteering & mentoring",
        "Volunteer experience",
        "Community Involvement",
        "Community and Volunteer Work",
        "COMMUNITY OUTREACH",
        "Community service and leadership",
        "Service to the profession",
    ],
)
def test_what_is_done_for_others_is_no_work_that_was_paid(heading: str) -> None:
    text = f"Jo Doe\nLeeds\n\nWork experience\nClerk\n\n{heading}\nTreasurer, Food Bank, 2011 - 2013\n"
    assert dict(_sections(text))["Treasurer, Food Bank, 2011 - 2013"] == "volunteering"


@pytest.mark.parametrize("heading", ["Service", "Professional service", "Service and outreach"])
def test_service_to_others_is_volunteering(heading: str) -> None:
    assert _section_under(heading) == "volunteering"
    assert _section_under("Service and Maintenance Technician") == "contact"


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("IT EXPERIENCE", "experience"),
        ("Sales experience", "experience"),
        ("Software Development Experience", "experience"),
        ("Academic positions", "experience"),
        ("Freelance projects", "experience"),
        ("Experience & Education", "experience"),
        ("WORK EXPERIENCE 2015-2023", "experience"),
        ("01 Experience", "experience"),
        ("Experience.", "experience"),
        ("experience", "experience"),
        ("Experince", "experience"),
        ("Proffesional experience", "experience"),
        ("Berufserfahrung", "experience"),
        ("University projects", "projects"),
        ("Top Skills", "skills"),
        ("Skill  Years  Level (1–5)", "skills"),
        ("Core Competences", "skills"),
        ("Data Skills", "skills"),
        ("skills:", "skills"),
        ("Skils", "skills"),
        ("Eduction", "education"),
        ("University", "education"),
        ("My education", "education"),
    ],
)
def test_a_heading_that_opens_a_paragraph_is_known_by_its_kind(heading: str, section: str) -> None:
    assert _section_under(heading) == section


@pytest.mark.parametrize(
    "line",
    [
        "Strong Communication Skills",
        "Years of hard experience",
        "Experienced",
        "Java and SQL",
        "Hands on with projects",
    ],
)
def test_praise_and_sentences_head_nothing(line: str) -> None:
    assert not any(found.is_heading for found in lines_of(f"Jo Doe\n\nSummary\nWords.\n\n{line}\nMore words\n")[3:])


def test_jobs_below_a_heading_that_nobody_knows_stand_in_no_summary() -> None:
    text = (
        "Jo Doe\njo@example.com\n\nCook of the old school who likes to write.\n\nKITCHENS\n\n"
        "Chef, The Drowned Rat, 2019 - 2022\n- Ran the pass\n\nSkills\nSauces\n"
    )
    sections = dict(_sections(text))
    assert sections["Chef, The Drowned Rat, 2019 - 2022"] == "unknown"
    assert sections["- Ran the pass"] == "unknown"
    assert sections["Sauces"] == "skills"


@pytest.mark.parametrize(
    "label",
    [
        "Responsibilities:", "Key Responsibilities", "Roles and Responsibilities:", "Duties:", "Job Description:",
        "Key achievements:", "Highlights:", "Technologies:", "Tech stack:", "Tools", "Projects:", "Training:",
        "Leadership:", "Teaching:", "Overview:", "Details:",
    ],
)  # fmt: skip
def test_a_label_within_a_job_opens_no_section(label: str) -> None:
    text = f"Jo Doe\n\nExperience\n\nEngineer, Hexworks, 2019 - 2022\n{label}\n- Ran the platform\n\nSkills\nSQL\n"
    sections = dict(_sections(text))
    assert sections["- Ran the platform"] == "experience"
    assert sections["SQL"] == "skills"


@pytest.mark.parametrize(
    ("heading", "section"),
    [("Projects", "projects"), ("Achievements", "awards"), ("Technologies", "skills"), ("Education:", "education")],
)
def test_a_heading_like_that_of_the_jobs_ends_them(heading: str, section: str) -> None:
    text = f"Jo Doe\n\nExperience\n\nEngineer, Hexworks, 2019 - 2022\n- Ran the platform\n\n{heading}\nWords of it\n"
    assert dict(_sections(text))["Words of it"] == section


def test_the_header_of_a_job_and_what_is_told_of_it_in_the_same_line_are_two() -> None:
    text = "Jo Doe\n\nExperience\nEngineer, Hexworks (2020-2023): pipelines and clusters for nine teams\n"
    assert [text[line.start : line.end] for line in lines_of(text)[2:]] == [
        "Engineer, Hexworks (2020-2023):",
        "pipelines and clusters for nine teams",
    ]


def test_name_and_headline_behind_a_side_column_are_contact() -> None:
    text = (
        "Contact\nlinkedin.com/in/jo\n\nTop Skills\nPython\n\nCertifications\nCKA\n\n"
        "Jo Doe-Kim\nData Engineer at Terraform Logistics\nLeeds\n\nSummary\nWords.\n"
    )
    sections = dict(_sections(text))
    assert sections["CKA"] == "certifications"
    assert sections["Data Engineer at Terraform Logistics"] == sections["Leeds"] == "contact"
    assert sections["Words."] == "summary"


_ABOVE = (
    "SUMMARY\nSome words.",
    "SKILLS\nTerraform, Go",
    "EDUCATION\nBSc Physics, 2015",
    "CERTIFICATIONS\nCKA",
    "LANGUAGES\nEnglish, French",
)
_YEARS = ("Jan 2019 – Dec 2022", "Jan. 2019 to date", "01/19 – 12/22", "Jan '19 – Dec '22", "since January 2019")


@pytest.mark.parametrize("above", _ABOVE)
@pytest.mark.parametrize("years", _YEARS)
def test_jobs_below_an_unknown_heading_are_found_below_any_section_and_with_any_dates(above: str, years: str) -> None:
    text = f"Jo Doe\nLeeds\n\n{above}\n\nKITCHENS\n\nChef, The Drowned Rat, {years}\n- Ran the pass\n\nAWARDS\nA pan\n"
    sections = dict(_sections(text))
    assert sections[f"Chef, The Drowned Rat, {years}"] == sections["- Ran the pass"] == "unknown"
    assert sections["A pan"] == "awards"


@pytest.mark.parametrize(
    "body",
    [
        "EDUCATION\n\nUNIVERSITY OF LEEDS\nMaster of Science in Physics, 2010 – 2012\nResearch Assistant, 2011 – 2012",
        "EDUCATION\nStudent Representative, 2010 – 2012",
        "CERTIFICATIONS\n\nAWS Certified Solutions Architect – Associate, 2022 – 2025",
        "CERTIFICATIONS\n\nMICROSOFT\nAzure Data Engineer Associate, 2022 – 2024",
        "CERTIFICATIONS\nRegistered Nurse, 2011 – present",
        "SKILLS\nRegistered Nurse (licence 2011 – 2013)",
        "SKILLS\nAdministrator tools: Linux, 2012 – 2015",
        "LANGUAGES\nEnglish teacher, 2010 – 2012",
        "SUMMARY\nData engineer since 2012 with a taste for trains",
        "SUMMARY\nI worked as a data engineer\nfrom 2012 to 2015 and then\nwent home.",
        "INTERESTS\nFootball coach, 2011 – 2013",
        "VOLUNTEERING\nTreasurer, Food Bank, 2011 – 2013",
    ],
)
def test_degrees_certificates_and_sentences_with_years_open_no_jobs(body: str) -> None:
    text = f"Jo Doe\nLeeds\n\nEXPERIENCE\nClerk, Hexworks, 2019 - 2022\n- Filed\n\n{body}\n"
    assert not {"unknown"} & {section for _, section in _sections(text)}


@pytest.mark.parametrize("heading", ["CAREER SUMMARY", "THE YEARS", "SKILLS\nTerraform\n\nTHE YEARS"])
@pytest.mark.parametrize("gap", ["", "\n"])
def test_the_tools_of_a_job_below_an_unknown_heading_stay_in_the_job(heading: str, gap: str) -> None:
    text = (
        f"Jo Doe\nLeeds\n\n{heading}\n\nJava Developer, Hexworks, 2021 - 2023\nRewrote the gateway.\n{gap}"
        "Technologies: Java\n\nJava Developer, Northwind, 2019 - 2021\nMeters in Scala.\n\nEDUCATION\nBSc Physics\n"
    )
    sections = dict(_sections(text))
    assert sections["Technologies: Java"] == sections["Meters in Scala."] == "unknown"
    assert sections["BSc Physics"] == "education"


def test_labels_below_the_last_job_of_a_text_without_headings_open_their_sections() -> None:
    sections = dict(
        _sections("Jo Doe\n\nClerk, Hexworks, 2021 - 2023\n- Filed\n\nTools: Python, SQL\nEducation: BSc Physics\n")
    )
    assert sections["- Filed"] == "unknown"
    assert sections["Tools: Python, SQL"] == "skills"
    assert sections["Education: BSc Physics"] == "education"


def test_a_row_of_a_europass_table_opens_its_section_without_a_colon() -> None:
    text = "Jo Doe\nLeeds\n\nEducation\nBSc Physics\nComputer skills and competences R, Python\n"
    assert dict(_sections(text))["Computer skills and competences R, Python"] == "skills"


def test_a_single_hobby_is_an_interest() -> None:
    text = "Jo Doe\nLeeds\n\nExperience\nClerk, Hexworks, 2019 - 2022\nHobby: chess, Docker\n"
    assert dict(_sections(text))["Hobby: chess, Docker"] == "interests"


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Misc", "unknown"),
        ("ADDITIONAL", "unknown"),
        ("Further information", "unknown"),
        ("Bar Admissions", "certifications"),
        ("Professional registration", "certifications"),
        ("## Elsewhere", "unknown"),
    ],
)
def test_what_is_said_at_the_end_is_no_part_of_the_education_above_it(heading: str, section: str) -> None:
    text = f"# Jo Doe\n\n## Education\n\nBSc Physics, Hill, 2012\n\n{heading}\n\nDriver and first aider\n"
    assert [line.section for line in lines_of(text)][-2:] == [section, section]


def test_a_job_below_a_heading_in_markdown_is_no_heading() -> None:
    text = "# Jo Doe\n\n## Education\n\n## Data Engineer, Hexworks\n\nJan 2019 - Dec 2020\n"
    assert [line.is_heading for line in lines_of(text)] == [False, True, False, False]


def test_whoever_volunteers_at_the_end_is_not_at_work() -> None:
    text = "Jo Doe\n\nSkills\nPython\nVolunteer coach, Python Division, Hill League\nVolunteer management\n"
    assert [line.section for line in lines_of(text)][-2:] == ["volunteering", "skills"]


def test_a_row_of_personal_data_is_no_sentence() -> None:
    text = "Jo Doe\n\nPersonal Details\nDate of Birth: 3rd of May 1995   Marital Status: Married   Father: Python Doe\n"
    assert lines_of(text)[-1].section == "contact"


@pytest.mark.parametrize(
    "drawn", ["------------", "=====", "· · · · · ·", "__________", "|---|---|", "━━━━━━", "~~~~", "* * * * *"]
)
def test_a_drawn_line_parts_headings_from_what_stands_around_them(drawn: str) -> None:
    text = f"Jo Doe\n{drawn}\nPRACTICAL EXPERIENCE\n{drawn}\nClerk\n{drawn}\nCOMPUTER SKILLS\n{drawn}\nExcel\n"
    assert _sections(text) == [("Jo Doe", "contact"), ("Clerk", "experience"), ("Excel", "skills")]


_FORMS = (
    "Jo Doe\nLeeds\n\nExperience\nCook at Hill House, 2019 - 2021\n\nTraining\nFood safety, 2018\n\n{}\n{}\n",
    "# Jo Doe\n\n## Experience\nCook at Hill House, 2019 - 2021\n\n## Languages\nGerman, English\n\n## {}\n{}\n",
    "Jo Doe\n\nExperience:\nCook at Hill House, 2019 - 2021\n\nAwards:\nCook of the year, 2020\n\n{}:\n{}\n",
    "Jo Doe\n\nExperience\n\nCook at Hill House, 2019 - 2021\n\nReferences\n\nOn request\n\n{}\n\n{}\n",
)
_LIST = "Excel, SAP, Canva"


@pytest.mark.parametrize("form", _FORMS)
@pytest.mark.parametrize(
    "heading",
    [
        "Computer use",
        "IT",
        "Things I'm good with",
        "What I have used",
        "Machines",
        "Equipment",
        "My kit",
        "Programs I use daily",
        "Tech I like to use",
        "Coding",
        "Good with",
        "Apps and Machines",
        "Instruments I use",
        "Computing",
    ],
)
def test_a_heading_that_nobody_knows_is_found_by_its_form_and_the_list_below_it(form: str, heading: str) -> None:
    assert dict(_sections(form.format(heading, _LIST)))[_LIST] == "skills"


@pytest.mark.parametrize("heading", ["ODDS AND ENDS", "TOOLSHED", "ARSENAL", "DAILY BREAD", "ON THE DESK"])
@pytest.mark.parametrize("below", [_LIST, "• Excel\n• SAP\n• Canva", "Excel | SAP | Canva", "Excel · SAP · Canva"])
def test_a_list_below_a_heading_in_capitals_is_no_part_of_the_degrees_above_it(heading: str, below: str) -> None:
    above = "JO DOE\n\nEXPERIENCE\nCook, 2019 - 2021\n\nEDUCATION\nBSc Physics, 2018"
    text = f"{above}\n\n{heading}\n{below}\n\nREFERENCES\nBy phone\n"
    assert dict(_sections(text))[below.split("\n", maxsplit=1)[0]] == "unknown"


@pytest.mark.parametrize("form", _FORMS)
@pytest.mark.parametrize("heading", ["What I do for fun", "What keeps me happy", "What I love to do"])
def test_a_heading_of_leisure_opens_no_skills(form: str, heading: str) -> None:
    hobbies = "Chess, running, baking"
    assert dict(_sections(form.format(heading, hobbies)))[hobbies] == "interests"


@pytest.mark.parametrize(
    ("above", "line", "section"),
    [
        ("References\nBy phone\n\nMary Kind", "Head teacher, Hill School, Leeds", "references"),
        ("Education\nBy night\n\nHill College", "Physics, maths, art", "education"),
        ("Education\nBy night\n\nStanford", "Physics, maths, 2019", "education"),
        ("Interests\nMany\n\nMusic", "Guitar, piano, violin", "interests"),
        ("Volunteering\nSince 2010\n\nRed Cross", "Driver, cook, treasurer", "volunteering"),
        ("Experience\nCook, Hill House, 2019 - 2021\n\nMill House", "London, Leeds, York", "experience"),
        ("Experience\nCook, Hill House, 2019 - 2021\n\nSenior Cook", "Hill House, Mill House, York", "experience"),
        ("Languages\nAll day\n\nI use", "German, English, Dutch", "languages"),
        ("Education\nBy night\n\nI use it", "Whatever they taught me there in the evening", "education"),
    ],
)
def test_names_and_topics_above_a_list_are_no_headings(above: str, line: str, section: str) -> None:
    assert dict(_sections(f"Jo Doe\n\nSkills\nExcel\n\n{above}\n{line}\n"))[line] == section


def test_bullets_head_paragraphs_where_nothing_else_does() -> None:
    text = (
        "jo doe\nleeds\n\n• now\ncook, hill house, from 2019\n\n• before\nwaiter\n\n"
        "• know\nexcel, sap, canva\n\n• education\nbsc physics\n"
    )
    assert _sections(text)[2:] == [
        ("cook, hill house, from 2019", "unknown"),
        ("waiter", "unknown"),
        ("excel, sap, canva", "skills"),
        ("bsc physics", "education"),
    ]


def test_bullets_with_the_names_of_employers_are_no_headings() -> None:
    below = "\nServed guests\n\n"
    text = f"Jo Doe\n\nExperience\n\n• Acme Ltd{below}• Mill House{below}• Hill House{below}"
    assert {section for _, section in _sections(text)[1:]} == {"experience"}


def test_prose_below_a_list_is_no_part_of_it() -> None:
    prose = "I hope to go on with this kind of work in a school near the sea, and to learn from others."
    assert dict(_sections(_FORMS[0].format("Computer use", f"{_LIST}\n\n{prose}")))[prose] == "unknown"


@pytest.mark.parametrize(
    "heading", ["Team Projects", "Leadership Projects", "Customer Projects", "Practical experiences"]
)
def test_conduct_is_no_part_of_the_name_of_projects(heading: str) -> None:
    assert _section_under(heading) in {"projects", "experience"}
